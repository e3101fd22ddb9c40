namespace Airlock.Analyzers.Endpoints;

/// <summary>Who may call an endpoint, as far as the source shows.</summary>
internal enum EndpointAccess
{
    /// <summary>Nothing that was seen requires authentication.</summary>
    Open,

    /// <summary>It can't be told: something that is not visible here may require authentication.</summary>
    Unknown,

    /// <summary>Authentication is required.</summary>
    Authenticated,

    /// <summary>The source says in so many words that anyone may call it, which overrides all else.</summary>
    Anonymous,
}

/// <summary>Combines what several places say of an endpoint.</summary>
internal static class EndpointAccessExtensions
{
    /// <summary>Of two statements the stronger: anonymous beats authenticated, as it does at run time; both beat unknown.</summary>
    public static EndpointAccess And(this EndpointAccess left, EndpointAccess right) => left > right ? left : right;
}
