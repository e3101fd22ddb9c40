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

    /// <summary>The source says in so many words that anyone may call it, which overrides policies.</summary>
    Anonymous,

    /// <summary>Code of the application checks the caller itself, whatever policies say.</summary>
    Checked,

    /// <summary>Only this machine reaches it: it is for development alone, or listens on loopback.</summary>
    Local,
}

/// <summary>Combines what several places say of an endpoint.</summary>
internal static class EndpointAccessExtensions
{
    /// <summary>Of two statements about the same endpoint the stronger: anonymous beats authenticated, as it does at run time.</summary>
    public static EndpointAccess And(this EndpointAccess left, EndpointAccess right) => left > right ? left : right;

    /// <summary>Of two ways to the same endpoint the one that lets more callers in.</summary>
    public static EndpointAccess Or(this EndpointAccess left, EndpointAccess right) => Openness(left) >= Openness(right) ? left : right;

    private static int Openness(EndpointAccess access) => access switch
    {
        EndpointAccess.Open => 5,
        EndpointAccess.Anonymous => 4,
        EndpointAccess.Unknown => 3,
        EndpointAccess.Authenticated => 2,
        EndpointAccess.Checked => 1,
        _ => 0,
    };
}
