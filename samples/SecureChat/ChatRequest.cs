namespace SecureChat;

/// <summary>What somebody asks.</summary>
public sealed record ChatRequest(string Message)
{
    /// <summary>The longest message that is sent to a model.</summary>
    public const int MaximumLength = 2000;

    /// <summary>Whether the message may be sent.</summary>
    public bool IsAcceptable => Message is { Length: > 0 and <= MaximumLength };
}
