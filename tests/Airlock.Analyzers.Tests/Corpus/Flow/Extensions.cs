namespace Fabrikam.Assistant;

/// <summary>Extension methods of the app, in the old form and as blocks.</summary>
public static class ChatClientShortcuts
{
    public static async Task<string> AskAsync(this IChatClient client, string question) =>
        (await client.GetResponseAsync(question)).Text;

    public static async Task<int> CountAsync(this IChatClient client, string question) =>
        (await client.AskAsync(question)).Split(' ').Length;

    public static string WithoutFence(this string text) => text.Trim('`').Trim();
}

public static class ChatResponseShortcuts
{
    extension(ChatResponse response)
    {
        public string Command => response.Text.Trim();

        public int Words => response.Text.Split(' ').Length;

        public string FirstLine() => response.Text.Split('\n')[0];

        public string Verb() => response.Words > 3 ? "log" : "status";
    }

    extension(string text)
    {
        public string Quoted() => "\"" + text + "\"";

        public void RunWithGit() => Process.Start("git", text); // Noncompliant {{AIR1001}}

        public void RunWithMake() => Process.Start("make", text); // Compliant: only called on constants
    }
}

public class Assistant(IChatClient client)
{
    public async Task ClassicAsync(string wish)
    {
        Process.Start("git", await client.AskAsync(wish)); // Noncompliant {{AIR1001}}
        Process.Start("git", "log -n " + await client.CountAsync(wish)); // Compliant: a number
        Process.Start("git", (await client.AskAsync(wish)).WithoutFence()); // Noncompliant {{AIR1001}}
        Process.Start("git", "`status`".WithoutFence()); // Compliant: a constant
    }

    public async Task BlockPropertyAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("git", reply.Command); // Noncompliant {{AIR1001}}
        Process.Start("git", "log -n " + reply.Words); // Compliant: a number
    }

    public async Task BlockMethodAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("git", reply.FirstLine()); // Noncompliant {{AIR1001}}
        Process.Start("git", reply.Verb()); // Compliant: one of two constants
    }

    public async Task BlockSinkAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        reply.Text.RunWithGit();
        "all".RunWithMake();
    }

    public async Task BlockOnStringAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("git", "commit -m " + reply.Text.Quoted()); // Noncompliant {{AIR1001}}
        Process.Start("git", "commit -m " + "Release".Quoted()); // Compliant: a constant
    }
}
