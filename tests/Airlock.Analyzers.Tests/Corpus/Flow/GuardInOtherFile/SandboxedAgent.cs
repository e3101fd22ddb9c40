namespace Northwind.Sandbox;

public class SandboxedAgent(IChatClient client, Sandbox sandbox)
{
    public async Task<string> ReadAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        return File.ReadAllText(sandbox.Resolve(reply.Text)); // Compliant: contained in the sandbox
    }

    public async Task<string> ReadJoinedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        return File.ReadAllText(sandbox.Join(reply.Text)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ReadCheckedAsync(string wish)
    {
        var path = Path.GetFullPath((await client.GetResponseAsync(wish)).Text);
        if (sandbox.Contains(path))
        {
            return File.ReadAllText(path); // Compliant: contained in the sandbox
        }

        return File.ReadAllText(path); // Noncompliant {{AIR1005}}
    }

    public async Task RunAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        if (reply.Text.IsKnown())
        {
            Process.Start("git", reply.Text); // Compliant: a known verb
        }

        Process.Start("git", Verbs.OrStatus(reply.Text)); // Compliant: a known verb
        Process.Start("git", sandbox.Resolve(reply.Text)); // Noncompliant {{AIR1001}}
    }
}
