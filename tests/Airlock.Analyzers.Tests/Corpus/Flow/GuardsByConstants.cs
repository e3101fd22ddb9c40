using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Contoso.Deploy;

/// <summary>A deployment bot that compares what the model says with what it knows.</summary>
public class DeployBot(IChatClient client)
{
    private const string Status = "status";

    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase) { "status", "log", "fetch" };

    private static readonly FrozenSet<string> Frozen = new[] { "status", "log" }.ToFrozenSet();

    private static readonly ImmutableArray<string> Verbs = ["status", "log"];

    private static readonly Dictionary<string, string> Arguments = new() { ["history"] = "log --oneline", ["changes"] = "diff --stat" };

    private readonly List<string> _learned = ["status"];

    public async Task EqualAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (verb == "status")
        {
            Process.Start("git", verb); // Compliant: equal to a constant
        }
        else
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task EqualToEitherAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (verb == Status || verb.Equals("log", StringComparison.OrdinalIgnoreCase))
        {
            Process.Start("git", verb); // Compliant: equal to one of two constants
        }
    }

    public async Task EqualToOneOrShortAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (verb == Status || verb.Length < 10)
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task PatternAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (verb is not ("status" or "log" or "fetch"))
        {
            Console.WriteLine($"Unknown: {verb}");
            return;
        }

        Process.Start("git", verb); // Compliant: one of three constants
    }

    public async Task NegatedPatternAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (verb is not ("push" or "reset"))
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task CaseAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        switch (verb)
        {
            case "status":
            case "log":
                Process.Start("git", verb); // Compliant: one of two constants
                break;
            case { Length: < 8 }:
                Process.Start("git", verb); // Noncompliant {{AIR1001}}
                break;
            default:
                Process.Start("git", "--help"); // Compliant: a constant
                break;
        }
    }

    public async Task ArmAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        var checkedVerb = verb switch
        {
            "status" or "log" => verb,
            _ => throw new InvalidOperationException("unknown verb"),
        };
        Process.Start("git", checkedVerb); // Compliant: the only arm that returns compares with constants
    }

    public async Task ArmThatLetsThroughAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        var checkedVerb = verb switch
        {
            "push" => "push --dry-run",
            _ => verb,
        };
        Process.Start("git", checkedVerb); // Noncompliant {{AIR1001}}
    }

    public async Task MemberOfSetAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text.Trim();
        if (!Allowed.Contains(verb))
        {
            throw new InvalidOperationException($"'{verb}' is not allowed");
        }

        Process.Start("git", verb); // Compliant: a member of a constant set
    }

    public async Task MemberOfFrozenSetAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        Process.Start("git", Frozen.Contains(verb) ? verb : "status"); // Compliant: a member of a constant set
        Process.Start("git", Frozen.Contains("log") ? verb : "status"); // Noncompliant {{AIR1001}}
    }

    public async Task MemberOfArrayAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (Verbs.Contains(verb) && verb.Length > 0)
        {
            Process.Start("git", verb); // Compliant: a member of a constant array
        }
    }

    public async Task MemberOfLiteralAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (new[] { "status", "log" }.Contains(verb))
        {
            Process.Start("git", verb); // Compliant: a member of a constant array
        }
    }

    public async Task KeyOfDictionaryAsync(string wish)
    {
        var topic = (await client.GetResponseAsync(wish)).Text;
        if (Arguments.ContainsKey(topic))
        {
            Process.Start("git", "help " + topic); // Compliant: a key of a constant dictionary
            Process.Start("git", Arguments[topic]); // Compliant: a value of a constant dictionary
        }
    }

    public async Task OnlyForbiddenAsync(string wish)
    {
        string[] forbidden = ["push", "reset", "clean"];
        var verb = (await client.GetResponseAsync(wish)).Text;
        if (!forbidden.Contains(verb))
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task MemberOfLearnedAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        _learned.Add((await client.GetResponseAsync("Name one more verb")).Text);
        if (_learned.Contains(verb))
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task SettingAsync(string wish, IConfiguration configuration)
    {
        var reply = await client.GetResponseAsync(wish);
        if (reply.Text == configuration["Deploy:Topic"])
        {
            Process.Start("git", configuration["Deploy:Verb"]!); // Compliant: a setting of the app
        }
    }

    public async Task EqualToOtherAnswerAsync(string wish)
    {
        var verb = (await client.GetResponseAsync(wish)).Text;
        var again = (await client.GetResponseAsync(wish)).Text;
        if (verb == again)
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }
}
