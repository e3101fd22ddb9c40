using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Northwind.Terminal;

/// <summary>Checks that the app wrote itself, seen through calls.</summary>
public class CommandCheck(IChatClient client)
{
    private static readonly HashSet<string> Allowed = ["status", "log", "fetch"];

    private string _verb = "status";

    public async Task PredicateAsync(string wish)
    {
        var verb = await AskAsync(wish);
        if (IsAllowed(verb))
        {
            Process.Start("git", verb); // Compliant: the app's own predicate tests a set
        }
        else
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task WeakPredicateAsync(string wish)
    {
        var verb = await AskAsync(wish);
        if (IsShort(verb))
        {
            Process.Start("git", verb); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ThrowingAsync(string wish)
    {
        var verb = await AskAsync(wish);
        Require(verb);
        Process.Start("git", verb); // Compliant: the call returns for members of the set alone
    }

    public async Task WarningAsync(string wish)
    {
        var verb = await AskAsync(wish);
        Warn(verb);
        Process.Start("git", verb); // Noncompliant {{AIR1001}}
    }

    public async Task ReturnedAsync(string wish) => Process.Start("git", Checked(await AskAsync(wish))); // Compliant: the method returns constants or members of the set

    public async Task ReturnedUncheckedAsync(string wish) => Process.Start("git", Logged(await AskAsync(wish))); // Noncompliant {{AIR1001}}

    public async Task TriedAsync(string wish)
    {
        if (TryReadVerb(await AskAsync(wish), out var verb))
        {
            Process.Start("git", verb); // Compliant: the out parameter holds a constant
        }
    }

    public async Task NegatedAsync(string wish)
    {
        var verb = await AskAsync(wish);
        if (IsForbidden(verb))
        {
            return;
        }

        Process.Start("git", verb); // Compliant: forbidden is whatever is not in the set
    }

    public async Task CheckedAtTheWriteAsync(string wish)
    {
        var verb = await AskAsync(wish);
        _verb = IsAllowed(verb) ? verb : "status";
    }

    public void RunKept() => Process.Start("git", _verb); // Compliant: the field holds members of the set alone

    public async Task CheckedTwiceRemovedAsync(string wish)
    {
        var verb = await AskAsync(wish);
        if (CanRun(verb, quiet: true))
        {
            Process.Start("git", verb); // Compliant: the predicate asks the predicate that tests a set
        }
    }

    public async Task CheckedByPatternAsync(string wish)
    {
        var name = await AskAsync(wish);
        if (IsName(name))
        {
            Process.Start("git", "switch " + name); // Compliant: an anchored expression in a method of the app
        }
    }

    public async Task CheckedByCallerAsync(string wish)
    {
        var verb = await AskAsync(wish);
        if (Allowed.Contains(verb))
        {
            Run(verb);
        }
    }

    public async Task CheckedByOneCallerAsync(string wish)
    {
        var verb = await AskAsync(wish);
        RunLoudly(verb);
        if (Allowed.Contains(verb))
        {
            RunLoudly(verb);
        }
    }

    private async Task<string> AskAsync(string wish) => (await client.GetResponseAsync(wish)).Text;

    private static bool IsAllowed(string verb) => Allowed.Contains(verb);

    private static bool IsForbidden(string verb) => !Allowed.Contains(verb);

    private static bool IsShort(string verb) => verb.Length < 20 && !verb.Contains(';');

    private static bool IsName(string name) => Regex.IsMatch(name, "^[a-z]{1,20}$");

    private static bool CanRun([NotNullWhen(true)] string? verb, bool quiet)
    {
        if (verb is null)
        {
            return false;
        }

        if (!quiet)
        {
            Console.WriteLine(verb);
        }

        return IsAllowed(verb);
    }

    private static void Require(string verb)
    {
        if (!Allowed.Contains(verb))
        {
            throw new InvalidOperationException($"'{verb}' is not allowed");
        }
    }

    private static void Warn(string verb)
    {
        if (!Allowed.Contains(verb))
        {
            Console.Error.WriteLine($"'{verb}' is not allowed");
        }
    }

    private static string Checked(string verb)
    {
        foreach (var allowed in Allowed)
        {
            if (string.Equals(allowed, verb.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return allowed;
            }
        }

        return "status";
    }

    private static string Logged(string verb)
    {
        Console.WriteLine(verb);
        return string.IsNullOrWhiteSpace(verb) ? "status" : verb;
    }

    private static bool TryReadVerb(string text, out string verb)
    {
        verb = text.Contains("history", StringComparison.OrdinalIgnoreCase) ? "log" : "status";
        return text.Length > 0;
    }

    private static void Run(string verb) => Process.Start("git", verb); // Compliant: every caller has checked

    private static void RunLoudly(string verb) => Process.Start("git", "-v " + verb); // Noncompliant {{AIR1001}}
}
