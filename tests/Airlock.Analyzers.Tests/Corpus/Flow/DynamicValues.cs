using System.Dynamic;

namespace Contoso.Plugins;

/// <summary>Where the compiler knows no type, the text flows on all the same.</summary>
public class PluginHost(IChatClient client)
{
    public async Task ByDynamicReplyAsync(string wish)
    {
        dynamic reply = await client.GetResponseAsync(wish);
        string arguments = reply.Text;
        Process.Start("git", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task ByExpandoAsync(string wish)
    {
        dynamic plan = new ExpandoObject();
        plan.Arguments = (await client.GetResponseAsync(wish)).Text;
        Process.Start("git", (string)plan.Arguments); // Noncompliant {{AIR1001}}
    }

    public async Task ByDynamicCallAsync(string wish)
    {
        dynamic text = (await client.GetResponseAsync(wish)).Text;
        string trimmed = text.Trim();
        Process.Start("git", trimmed); // Noncompliant {{AIR1001}}
    }

    public async Task ByDynamicHelperAsync(string wish)
    {
        dynamic text = (await client.GetResponseAsync(wish)).Text;
        Process.Start("git", text); // Noncompliant {{AIR1001}}
    }

    public async Task ByDynamicConstantAsync(string wish)
    {
        dynamic reply = await client.GetResponseAsync(wish);
        Console.WriteLine(reply.Text);
        dynamic arguments = "status";
        Process.Start("git", (string)arguments); // Compliant: a constant
    }

    public async Task ByDynamicNumberAsync(string wish)
    {
        dynamic text = (await client.GetResponseAsync(wish)).Text;
        int length = text.Length;
        Process.Start("git", "log -n " + length); // Compliant: a number
    }
}
