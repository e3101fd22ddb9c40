namespace InsecureChat;

/// <summary>What somebody asks.</summary>
public sealed record ChatRequest(string Message);
