namespace Contoso.Llm;

public record LlmMessage(string Role, string Content);

public record LlmReply(string Content, int Tokens, string Provider);

public interface ILlmProvider
{
    string Name { get; }

    Task<LlmReply> CompleteAsync(IReadOnlyList<LlmMessage> messages);
}

public interface IEmbedder
{
    Task<string> LabelAsync(string text);
}
