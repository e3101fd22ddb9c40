using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Northwind.Deploy;

/// <summary>Steps of a deployment, kept in collections of every kind before they run.</summary>
public class DeploymentPlan(IChatClient client)
{
    private readonly List<string> _steps = [];

    private readonly Dictionary<string, string> _commands = new() { ["status"] = "status", ["log"] = "log --oneline" };

    public async Task ByListAsync(string goal)
    {
        var steps = new List<string>();
        steps.Add((await client.GetResponseAsync(goal)).Text);
        Process.Start("git", steps[0]); // Noncompliant {{AIR1001}}
    }

    public async Task ByOtherListAsync(string goal)
    {
        var shown = new List<string> { (await client.GetResponseAsync(goal)).Text };
        var steps = new List<string> { "fetch", "status" };
        Process.Start("git", steps[shown.Count]); // Compliant: the list of constants
    }

    public async Task ByLoopOverListAsync(string goal)
    {
        var steps = new List<string>(["fetch"]);
        steps.AddRange((await client.GetResponseAsync(goal)).Text.Split('\n'));
        foreach (var step in steps)
        {
            Process.Start("git", step); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByDictionaryAsync(string goal)
    {
        var commands = new Dictionary<string, string>();
        commands["next"] = (await client.GetResponseAsync(goal)).Text;
        if (commands.TryGetValue("next", out var next))
        {
            Process.Start("git", next); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByLookupAsync(string goal)
    {
        var key = (await client.GetResponseAsync($"One of {string.Join(",", _commands.Keys)}: {goal}")).Text;
        if (_commands.TryGetValue(key, out var arguments))
        {
            Process.Start("git", arguments); // Compliant: the model only chose the key
        }
    }

    public async Task ByDictionaryKeysAsync(string goal)
    {
        var counts = new Dictionary<string, int>();
        foreach (var word in (await client.GetResponseAsync(goal)).Text.Split(' '))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        foreach (var (word, count) in counts)
        {
            Process.Start("git", word); // Noncompliant {{AIR1001}}
            Process.Start("git", "log -n " + count); // Compliant: a number
        }
    }

    public async Task ByArrayAsync(string goal)
    {
        var arguments = new string[2];
        arguments[0] = "checkout";
        arguments[1] = (await client.GetResponseAsync(goal)).Text;
        Process.Start("git", string.Join(' ', arguments)); // Noncompliant {{AIR1001}}
    }

    public async Task ByCollectionExpressionAsync(string goal)
    {
        string[] fromModel = [(await client.GetResponseAsync(goal)).Text];
        string[] all = ["fetch", .. fromModel];
        Process.Start("git", string.Join(' ', all)); // Noncompliant {{AIR1001}}
    }

    public async Task ByConstantCollectionExpressionAsync(string goal)
    {
        string[] fromModel = [(await client.GetResponseAsync(goal)).Text];
        string[] all = ["fetch", .. fromModel.Length > 1 ? (string[])["--all"] : []];
        Process.Start("git", string.Join(' ', all)); // Compliant: constants, whatever the model said
    }

    public async Task ByQueueAsync(string goal)
    {
        var waiting = new Queue<string>();
        waiting.Enqueue((await client.GetResponseAsync(goal)).Text);
        while (waiting.TryDequeue(out var step))
        {
            Process.Start("git", step); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByConcurrentDictionaryAsync(string goal)
    {
        var answers = new ConcurrentDictionary<string, string>();
        answers.TryAdd(goal, (await client.GetResponseAsync(goal)).Text);
        Process.Start("git", answers.GetOrAdd(goal, "status")); // Noncompliant {{AIR1001}}
    }

    public async Task ByImmutableArrayAsync(string goal)
    {
        var steps = ImmutableArray.Create("fetch").Add((await client.GetResponseAsync(goal)).Text);
        Process.Start("git", steps[^1]); // Noncompliant {{AIR1001}}
    }

    public async Task ByListOfPairsAsync(string goal)
    {
        var pairs = new List<(int Order, string Command)>();
        pairs.Add((1, (await client.GetResponseAsync(goal)).Text));
        pairs.Sort((left, right) => left.Order.CompareTo(right.Order));
        Process.Start("git", pairs[0].Command); // Noncompliant {{AIR1001}}
    }

    public async Task ByNestedInitialiserAsync(string goal)
    {
        var plan = new Dictionary<string, List<string>> { ["first"] = { (await client.GetResponseAsync(goal)).Text } };
        Process.Start("git", plan["first"][0]); // Noncompliant {{AIR1001}}
    }

    public async Task PlanAsync(string goal) => _steps.Add((await client.GetResponseAsync(goal)).Text);

    public void RunPlan()
    {
        foreach (var step in _steps)
        {
            Process.Start("git", step); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByOwnIndexerAsync(string goal)
    {
        var memory = new Memory();
        memory["plan"] = (await client.GetResponseAsync(goal)).Text;
        Process.Start("git", memory["plan"]); // Noncompliant {{AIR1001}}
        Process.Start("git", memory.Owner); // Compliant: another member of the memory
    }

    private sealed class Memory
    {
        private readonly Dictionary<string, string> _entries = [];

        public string Owner { get; init; } = "log --author=deploy";

        public string this[string key]
        {
            get => _entries[key];
            set => _entries[key] = value;
        }
    }
}
