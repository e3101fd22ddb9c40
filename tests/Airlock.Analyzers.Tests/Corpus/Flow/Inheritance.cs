namespace Contoso.Agents;

/// <summary>An agent's step: what to run is decided by the classes that derive from it.</summary>
public abstract class AgentStep
{
    public async Task RunAsync(string goal)
    {
        Process.Start("git", await ArgumentsAsync(goal)); // Noncompliant {{AIR1001}}
        Process.Start("git", Fallback); // Compliant: every override is a constant
    }

    protected abstract Task<string> ArgumentsAsync(string goal);

    protected virtual string Fallback => "status";
}

public class ModelStep(IChatClient client) : AgentStep
{
    protected override async Task<string> ArgumentsAsync(string goal) => (await client.GetResponseAsync(goal)).Text;
}

public class FixedStep : AgentStep
{
    protected override Task<string> ArgumentsAsync(string goal) => Task.FromResult("fetch");

    protected override string Fallback => "log";
}

/// <summary>A check whose kinds are all harmless.</summary>
public abstract class Check
{
    public void Run(ChatResponse reply) => Process.Start("git", Arguments(reply)); // Compliant: no override returns text of the reply

    protected abstract string Arguments(ChatResponse reply);
}

public class LengthCheck : Check
{
    protected override string Arguments(ChatResponse reply) => "log -n " + reply.Text.Length;
}

public class StateCheck : Check
{
    protected override string Arguments(ChatResponse reply) => reply.Text.Length == 0 ? "status" : "status --short";
}

/// <summary>The base class keeps what the derived one runs.</summary>
public abstract class RememberingStep
{
    protected RememberingStep(string arguments, string repository)
    {
        Arguments = arguments;
        Repository = repository;
    }

    protected string Arguments { get; }

    protected string Repository { get; }

    public virtual void Run() => Console.WriteLine(Arguments);
}

public sealed class GitStep(string arguments) : RememberingStep(arguments, "/srv/app")
{
    public static async Task StartAsync(IChatClient client, string goal)
    {
        var reply = await client.GetResponseAsync(goal);
        new GitStep(reply.Text).Run();
    }

    public override void Run()
    {
        base.Run();
        Process.Start("git", Arguments); // Noncompliant {{AIR1001}}
        Process.Start("git", $"-C {Repository} status"); // Compliant: a constant, handed to the base class
    }
}

/// <summary>A base implementation that the derived class asks for its part.</summary>
public class Planner(IChatClient client)
{
    public virtual async Task<string> PlanAsync(string goal) => (await client.GetResponseAsync(goal)).Text;
}

public class LoudPlanner(IChatClient client) : Planner(client)
{
    public override async Task<string> PlanAsync(string goal) => (await base.PlanAsync(goal)).ToUpperInvariant();

    public async Task ExecuteAsync(string goal) => Process.Start("make", await PlanAsync(goal)); // Noncompliant {{AIR1001}}
}

public sealed class StaticPlanner(IChatClient client) : Planner(client)
{
    public override Task<string> PlanAsync(string goal) => Task.FromResult("all");

    public async Task ExecuteAsync(string goal) => Process.Start("make", await PlanAsync(goal)); // Compliant: the class is sealed and its override returns a constant
}

/// <summary>A primary constructor's parameter, caught by the members that use it.</summary>
public class Suggestion(ChatResponse reply, string program)
{
    private readonly string _arguments = reply.Text.Trim();

    public string Title { get; } = reply.Text;

    public void Accept() => Process.Start("git", _arguments); // Noncompliant {{AIR1001}}

    public void AcceptWithProgram() => Process.Start(program, "--version"); // Compliant: the program comes from the app

    public static async Task<Suggestion> MakeAsync(IChatClient client, string goal) => new(await client.GetResponseAsync(goal), "git");
}

/// <summary>A default implementation in an interface.</summary>
public interface IProposal
{
    string Text { get; }

    void Apply() => Process.Start("git", Text); // Noncompliant {{AIR1001}}
}

public record ModelProposal(string Text) : IProposal
{
    public static async Task<IProposal> AskAsync(IChatClient client, string goal) => new ModelProposal((await client.GetResponseAsync(goal)).Text);
}
