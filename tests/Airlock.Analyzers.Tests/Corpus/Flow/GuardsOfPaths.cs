namespace Contoso.Files;

/// <summary>A file organiser: where the model may read and write.</summary>
public class FileOrganiser(IChatClient client, IHostEnvironment environment)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(environment.ContentRootPath, "inbox")) + Path.DirectorySeparatorChar;

    public async Task<string> ContainedAsync(string wish)
    {
        var path = Path.GetFullPath(Path.Combine(_root, (await client.GetResponseAsync(wish)).Text));
        if (!path.StartsWith(_root, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException("outside of the inbox");
        }

        return await File.ReadAllTextAsync(path); // Compliant: a full path in the root
    }

    public async Task<string> ContainedInBranchAsync(string wish, string folder)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath((await client.GetResponseAsync(wish)).Text, root);
        if (path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return await File.ReadAllTextAsync(path); // Compliant: a full path in the root
        }

        return await File.ReadAllTextAsync(path); // Noncompliant {{AIR1005}}
    }

    public async Task<string> FullPathOnlyAsync(string wish)
    {
        var path = Path.GetFullPath(Path.Combine(_root, (await client.GetResponseAsync(wish)).Text));
        return await File.ReadAllTextAsync(path); // Noncompliant {{AIR1005}}
    }

    public async Task<string> PrefixOnlyAsync(string wish)
    {
        var path = Path.Combine(_root, (await client.GetResponseAsync(wish)).Text);
        if (path.StartsWith(_root, StringComparison.Ordinal))
        {
            return await File.ReadAllTextAsync(path); // Noncompliant {{AIR1005}}
        }

        return "";
    }

    public async Task<string> FileNameAsync(string wish)
    {
        var name = Path.GetFileName((await client.GetResponseAsync(wish)).Text);
        return await File.ReadAllTextAsync(Path.Combine(_root, name)); // Compliant: a name without folders
    }

    public async Task<string> WithoutExtensionAsync(string wish)
    {
        var reply = (await client.GetResponseAsync(wish)).Text;
        return await File.ReadAllTextAsync(Path.Combine(_root, Path.GetFileNameWithoutExtension(reply) + ".md")) // Compliant: a name without folders
            + await File.ReadAllTextAsync(Path.Combine(_root, Path.ChangeExtension(reply, ".md"))); // Noncompliant {{AIR1005}}
    }

    public async Task<string> WithoutDotsAsync(string wish)
    {
        var name = (await client.GetResponseAsync(wish)).Text.Replace("..", "");
        return await File.ReadAllTextAsync(Path.Combine(_root, name)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> IfItExistsAsync(string wish)
    {
        var path = Path.Combine(_root, (await client.GetResponseAsync(wish)).Text);
        if (!File.Exists(path)) // Compliant: it only asks
        {
            return "";
        }

        return await File.ReadAllTextAsync(path); // Noncompliant {{AIR1005}}
    }

    public async Task<string> AmongFilesAsync(string wish)
    {
        var wanted = (await client.GetResponseAsync(wish)).Text;
        var path = Directory.EnumerateFiles(_root).FirstOrDefault(file => Path.GetFileName(file) == wanted);
        return path is null ? "" : await File.ReadAllTextAsync(path); // Compliant: a file that the app found itself
    }

    public async Task<string> BySafeJoinAsync(string wish) =>
        await File.ReadAllTextAsync(Inside((await client.GetResponseAsync(wish)).Text)); // Compliant: the app's own check of the root

    public async Task<string> ByUnsafeJoinAsync(string wish) =>
        await File.ReadAllTextAsync(Below((await client.GetResponseAsync(wish)).Text)); // Noncompliant {{AIR1005}}

    public async Task RunFileNameAsync(string wish)
    {
        var name = Path.GetFileName((await client.GetResponseAsync(wish)).Text);
        Process.Start("tar", "-xf " + name); // Noncompliant {{AIR1001}}
    }

    private string Inside(string relative)
    {
        var full = Path.GetFullPath(Path.Combine(_root, relative));
        return full.StartsWith(_root, StringComparison.Ordinal) ? full : throw new UnauthorizedAccessException(relative);
    }

    private string Below(string relative)
    {
        var full = Path.Combine(_root, relative);
        return full.Length > 0 ? full : throw new UnauthorizedAccessException(relative);
    }
}
