namespace Contoso.Llm;

public class Agent(IConfiguration configuration, IEmbedder embedder)
{
    private readonly ILlmProvider _provider = ProviderFactory.Create(configuration);

    private readonly List<LlmMessage> _history = [];

    public async Task StepAsync(string goal)
    {
        _history.Add(new LlmMessage("user", goal));
        var reply = await _provider.CompleteAsync(_history);
        _history.Add(new LlmMessage("assistant", reply.Content));
        Process.Start("git", reply.Content); // Noncompliant {{AIR1001}}
        Process.Start("logger", $"{reply.Provider}: {reply.Tokens} tokens"); // Compliant: a constant and a number
    }

    public void RunLast() => Process.Start("git", _history[^1].Content); // Noncompliant {{AIR1001}}

    public void LogLast() => Process.Start("logger", _history[^1].Role); // Compliant: roles are constants

    public async Task LabelAsync(string text) => Process.Start("logger", await embedder.LabelAsync(text)); // Compliant: the only implementation returns constants

    public async Task EchoAsync(string goal)
    {
        var reply = await new EchoProvider().CompleteAsync([new LlmMessage("user", goal)]);
        Process.Start("git", reply.Content); // Compliant: this provider returns a constant
    }
}
