using System.Text.RegularExpressions;

namespace Northwind.Branches;

/// <summary>Names of branches that a model proposes, checked by regular expressions.</summary>
public partial class BranchNames(IChatClient client)
{
    private static readonly Regex Name = new("^[a-z][a-z0-9-]{0,40}$", RegexOptions.Compiled);

    private static readonly Regex Unanchored = new("[a-z][a-z0-9-]{0,40}");

    public async Task AnchoredAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (!Regex.IsMatch(name, "^[a-z][a-z0-9]*$"))
        {
            return;
        }

        Process.Start("git", "switch -c " + name); // Compliant: letters and digits alone
    }

    public async Task AnchoredFieldAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Name.IsMatch(name))
        {
            Process.Start("git", "switch -c " + name); // Compliant: a bounded name
        }
    }

    public async Task GeneratedAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Slug().IsMatch(name))
        {
            Process.Start("git", "switch -c " + name); // Compliant: a bounded name
        }
    }

    public async Task MatchedAsync(string change)
    {
        var reply = await client.GetResponseAsync(change);
        var match = Name.Match(reply.Text);
        if (match.Success)
        {
            Process.Start("git", "switch -c " + match.Value); // Compliant: a bounded name
        }
    }

    public async Task UnanchoredAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Unanchored.IsMatch(name))
        {
            Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
        }
    }

    public async Task AnchoredAtStartAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Regex.IsMatch(name, "^[a-z]+"))
        {
            Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
        }
    }

    public async Task AnythingGoesAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Regex.IsMatch(name, "^feature/.+$"))
        {
            Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
        }
    }

    public async Task EachLineAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Regex.IsMatch(name, "^[a-z]+$", RegexOptions.Multiline))
        {
            Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
        }
    }

    public async Task NegatedAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (Regex.IsMatch(name, "[^a-zA-Z0-9-]"))
        {
            throw new FormatException("the name has signs that no branch has");
        }

        Process.Start("git", "switch -c " + name); // Compliant: no sign outside of the class
    }

    public async Task ForbiddenSignsAsync(string change)
    {
        var name = (await client.GetResponseAsync(change)).Text;
        if (!Regex.IsMatch(name, "[;|&]"))
        {
            Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
        }
    }

    public async Task StrippedAsync(string change)
    {
        var reply = await client.GetResponseAsync(change);
        var name = Regex.Replace(reply.Text.ToLowerInvariant(), "[^a-z0-9]+", "-");
        Process.Start("git", "switch -c " + name); // Compliant: every other sign was replaced
    }

    public async Task StrippedOfSomeAsync(string change)
    {
        var reply = await client.GetResponseAsync(change);
        var name = Regex.Replace(reply.Text, "\\s+", "-");
        Process.Start("git", "switch -c " + name); // Noncompliant {{AIR1001}}
    }

    [GeneratedRegex("^[a-z0-9]{1,30}$")]
    private static partial Regex Slug();

    private static partial Regex Slug() => throw new NotSupportedException("the compiler's generator writes this part");
}
