namespace Airlock.Core.Bom.Delivery;

/// <summary>Why a document could not be delivered.</summary>
public enum DeliveryFailure
{
    /// <summary>Address, key or project are not usable as they were given.</summary>
    Settings,

    /// <summary>The server refused: who asks may not do that, or the project is not there.</summary>
    Refused,

    /// <summary>The server does not accept the document.</summary>
    Document,

    /// <summary>The server failed or can't be reached.</summary>
    Network,

    /// <summary>The document was accepted, and its processing did not end in time.</summary>
    Unfinished,
}

/// <summary>A document could not be delivered.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">A sentence without its full stop, and lines of details below it; for the user. It never holds the key.</param>
public sealed class DeliveryException(DeliveryFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public DeliveryFailure Failure { get; } = failure;
}
