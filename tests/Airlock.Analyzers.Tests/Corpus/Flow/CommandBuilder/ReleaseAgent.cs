namespace Contoso.Build;

public class ReleaseAgent(IChatClient client)
{
    public async Task TagAsync(string changes)
    {
        var tag = await client.GetResponseAsync($"A tag for: {changes}");
        using var process = Process.Start(new CommandBuilder().Program("git").With("tag").With(tag.Text).Build());
        using var version = Process.Start(new VersionCommand().Option("--build-options").Build());
    }
}
