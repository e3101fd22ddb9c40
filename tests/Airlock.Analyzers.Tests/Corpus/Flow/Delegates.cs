namespace Northwind.Jobs;

/// <summary>Jobs that a model plans: the text is caught by lambdas, kept in delegates and raised in events.</summary>
public class JobRunner
{
    private readonly IChatClient _client;

    private readonly Func<string, Task<string>> _ask;

    private readonly Func<string> _default = () => "status";

    private readonly Action<string> _run;

    private readonly Action<string> _runQuietly;

    private Func<string> _pending = () => "fetch";

    public JobRunner(IChatClient client)
    {
        _client = client;
        _ask = async goal => (await client.GetResponseAsync(goal)).Text;
        _run = arguments => Process.Start("git", arguments); // Noncompliant {{AIR1001}}
        _runQuietly = arguments => Process.Start("git", "-q " + arguments); // Compliant: only called with constants
        Planned += Show;
        Planned += Execute;
        Started += (_, at) => Process.Start("git", $"log --since={at:yyyy-MM-dd}"); // Compliant: a date
    }

    public event EventHandler<string>? Planned;

    public event EventHandler<DateTime>? Started;

    public async Task ByStoredLambdaAsync(string goal)
    {
        var answer = await _ask(goal);
        Process.Start("git", answer); // Noncompliant {{AIR1001}}
        Process.Start("git", _default()); // Compliant: the lambda returns a constant
    }

    public async Task ToStoredActionAsync(string goal)
    {
        _run((await _client.GetResponseAsync(goal)).Text);
        _runQuietly("fetch");
    }

    public async Task ByEventAsync(string goal)
    {
        Started?.Invoke(this, DateTime.UtcNow);
        var reply = await _client.GetResponseAsync(goal);
        Planned?.Invoke(this, reply.Text);
    }

    public async Task ByForEachAsync(string goal)
    {
        var lines = (await _client.GetResponseAsync(goal)).Text.Split('\n').ToList();
        lines.ForEach(line => Process.Start("git", line)); // Noncompliant {{AIR1001}}
        lines.ForEach(_ => Process.Start("git", "status")); // Compliant: a constant for each line
    }

    public async Task ByParallelAsync(string goal)
    {
        var lines = (await _client.GetResponseAsync(goal)).Text.Split('\n');
        Parallel.ForEach(lines, line =>
        {
            Process.Start("git", line); // Noncompliant {{AIR1001}}
        });
        await Parallel.ForEachAsync(lines, async (line, cancellation) =>
        {
            await Task.Delay(line.Length, cancellation);
            Process.Start("git", "status"); // Compliant: a constant
        });
    }

    public async Task ByTaskRunAsync(string goal)
    {
        var answer = (await _client.GetResponseAsync(goal)).Text;
        await Task.Run(() => Process.Start("git", answer)); // Noncompliant {{AIR1001}}
    }

    public async Task ByOwnHelperAsync(string goal)
    {
        var answer = (await _client.GetResponseAsync(goal)).Text;
        Retry(() => Process.Start("git", answer)); // Noncompliant {{AIR1001}}
        Retry(() => Process.Start("git", "fetch")); // Compliant: a constant
    }

    public async Task ByHelperThatPassesOnAsync(string goal)
    {
        var answer = (await _client.GetResponseAsync(goal)).Text;
        With(answer, text => Process.Start("git", text)); // Noncompliant {{AIR1001}}
        With("status", text => Process.Start("git", text)); // Compliant: this lambda gets a constant
    }

    public async Task ByMethodGroupAsync(string goal)
    {
        var answer = (await _client.GetResponseAsync(goal)).Text;
        With(answer, Launch);
        With("fetch", LaunchQuietly);
    }

    public async Task ByPendingAsync(string goal)
    {
        var reply = await _client.GetResponseAsync(goal);
        _pending = () => reply.Text;
    }

    public void RunPending() => Process.Start("git", _pending()); // Noncompliant {{AIR1001}}

    public async Task ByTableOfActionsAsync(string goal)
    {
        var actions = new Dictionary<string, Action<string>>
        {
            ["run"] = text => Process.Start("git", text), // Noncompliant {{AIR1001}}
            ["count"] = text => Process.Start("git", "log -n " + text.Length), // Compliant: a number
        };
        actions["run"]((await _client.GetResponseAsync(goal)).Text);
        actions["count"]((await _client.GetResponseAsync(goal)).Text);
    }

    public async Task ByCapturedLocalAsync(string goal)
    {
        var chosen = "status";
        Func<Task> choose = async () => chosen = (await _client.GetResponseAsync(goal)).Text;
        await choose();
        Process.Start("git", chosen); // Noncompliant {{AIR1001}}
    }

    public async Task ByTimerAsync(string goal)
    {
        var answer = (await _client.GetResponseAsync(goal)).Text;
        using var timer = new Timer(state => Process.Start("git", (string)state!), answer, 1000, 1000); // Noncompliant {{AIR1001}}
        await Task.Delay(5000);
    }

    public async Task ByLazyAsync(string goal)
    {
        var reply = await _client.GetResponseAsync(goal);
        var arguments = new Lazy<string>(() => reply.Text + " --verbose");
        Process.Start("git", arguments.Value); // Noncompliant {{AIR1001}}
    }

    private static void Execute(object? sender, string plan) => Process.Start("git", plan); // Noncompliant {{AIR1001}}

    private static void Show(object? sender, string plan)
    {
        Console.WriteLine(plan);
        Process.Start("notify-send", "planned"); // Compliant: a constant
    }

    private static void Retry(Action action)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static void With(string text, Action<string> action) => action(text);

    private static void Launch(string arguments) => Process.Start("git", arguments); // Noncompliant {{AIR1001}}

    private static void LaunchQuietly(string arguments) => Process.Start("git", "-q " + arguments); // Compliant: only gets a constant
}
