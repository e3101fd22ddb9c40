namespace Fabrikam.Agent;

/// <summary>The app's own idea of a tool: a name, and arguments that the model chose.</summary>
public interface ITool
{
    string Name { get; }

    Task<string> RunAsync(IReadOnlyDictionary<string, string> arguments);
}
