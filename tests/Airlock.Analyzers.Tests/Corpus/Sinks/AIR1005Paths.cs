using System.Text.Json;

namespace FileOrganizer.Folders;

/// <summary>An organiser that lets a model name files and folders.</summary>
public class InvoiceSorter(IChatClient chat)
{
    private const string Archive = "/srv/archive";

    public async Task StoreAsync(string invoice)
    {
        var name = await chat.GetResponseAsync($"Suggest a file name for this invoice:\n{invoice}");
        await File.WriteAllTextAsync(Path.Combine(Archive, name.Text), invoice); // Noncompliant {{AIR1005}}
    }

    public async Task StoreFlatAsync(string invoice)
    {
        var name = await chat.GetResponseAsync($"Suggest a file name for this invoice:\n{invoice}");
        await File.WriteAllTextAsync(Path.Combine(Archive, Path.GetFileName(name.Text)), invoice); // Compliant: only the last segment
    }

    public async Task StoreInFolderAsync(string invoice)
    {
        var name = await chat.GetResponseAsync($"Suggest a folder and a file name:\n{invoice}");
        var path = Path.GetFullPath(Path.Combine(Archive, name.Text));
        if (!path.StartsWith(Archive + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The path leaves the archive.");
        }

        await File.WriteAllTextAsync(path, invoice); // Compliant: contained in the root
    }

    public async Task StoreBelowPrefixAsync(string invoice)
    {
        var name = (await chat.GetResponseAsync($"Suggest a path below {Archive}:\n{invoice}")).Text;
        if (name.StartsWith(Archive, StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(name, invoice); // Noncompliant {{AIR1005}}
        }
    }

    public async Task StoreWithoutDotsAsync(string invoice)
    {
        var name = (await chat.GetResponseAsync($"Suggest a file name:\n{invoice}")).Text.Replace("..", "");
        using var writer = new StreamWriter(Path.Combine(Archive, name)); // Noncompliant {{AIR1005}}
        await writer.WriteAsync(invoice);
    }

    public async Task StoreByDateAsync(string invoice)
    {
        var text = await chat.GetResponseAsync($"Which date has this invoice?\n{invoice}");
        var date = DateOnly.ParseExact(text.Text, "yyyy-MM-dd");
        await File.WriteAllTextAsync($"{Archive}/{date:yyyy-MM}/invoice.txt", invoice); // Compliant: a date
    }

    public async Task NoteAsync(string invoice)
    {
        var summary = await chat.GetResponseAsync($"Summarise this invoice:\n{invoice}");
        await File.AppendAllTextAsync(Path.Combine(Archive, "summaries.txt"), summary.Text); // Compliant: content, not a path
    }
}

public class CodingAgent(IChatClient chat, string workspace)
{
    public async Task<string> ReadRequestedAsync(string task)
    {
        var wanted = await chat.GetResponseAsync($"Which file must be read for: {task}?");
        return await File.ReadAllTextAsync(wanted.Text); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ReadListedAsync(string task)
    {
        var files = Directory.GetFiles(workspace);
        var answer = await chat.GetResponseAsync($"Answer with a number. Which file must be read for: {task}?\n{string.Join('\n', files)}");
        return await File.ReadAllTextAsync(files[int.Parse(answer.Text)]); // Compliant: a file of the listing
    }

    public async Task DeleteObsoleteAsync(string task)
    {
        var obsolete = await chat.GetResponseAsync($"Which files are obsolete after: {task}? One a line.");
        foreach (var line in obsolete.Text.Split('\n'))
        {
            File.Delete(Path.Combine(workspace, line)); // Noncompliant {{AIR1005}}
        }
    }

    public async Task ApplyAsync(string task)
    {
        var answer = await chat.GetResponseAsync($"Answer with JSON: path and content for {task}");
        using var edit = JsonDocument.Parse(answer.Text);
        var path = edit.RootElement.GetProperty("path").GetString()!;
        var content = edit.RootElement.GetProperty("content").GetString()!;
        File.WriteAllText(Path.Join(workspace, path), content); // Noncompliant {{AIR1005}}
    }

    public async Task ApplyInsideAsync(string task)
    {
        var answer = await chat.GetResponseAsync($"Answer with JSON: path and content for {task}");
        using var edit = JsonDocument.Parse(answer.Text);
        var path = Inside(edit.RootElement.GetProperty("path").GetString()!);
        File.WriteAllText(path, edit.RootElement.GetProperty("content").GetString()); // Compliant: checked by the app's own method
    }

    public async Task MoveAsync(string file)
    {
        var category = await chat.GetResponseAsync($"In which folder does this file belong? {file}");
        File.Move(file, Path.Combine(workspace, category.Text, "file.txt")); // Noncompliant {{AIR1005}}
    }

    public async Task MoveKnownAsync(string file)
    {
        var category = await chat.GetResponseAsync($"Answer docs, images or other. In which folder does this file belong? {file}");
        var folder = category.Text.Trim() switch
        {
            "docs" => "docs",
            "images" => "images",
            _ => "other",
        };
        File.Move(file, Path.Combine(workspace, folder, "file.txt")); // Compliant: a constant folder
    }

    public async Task CreateFolderAsync(string task)
    {
        var name = await chat.GetResponseAsync($"Name a folder for: {task}");
        Directory.CreateDirectory(workspace + "/" + name.Text); // Noncompliant {{AIR1005}}
    }

    public async Task CreateNumberedFolderAsync(string task)
    {
        var id = Guid.Parse((await chat.GetResponseAsync($"Repeat the identifier in: {task}")).Text);
        Directory.CreateDirectory(workspace + "/" + id); // Compliant: a Guid
    }

    private string Inside(string relative)
    {
        var root = Path.GetFullPath(workspace) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, relative));
        return full.StartsWith(root, StringComparison.Ordinal) ? full : throw new UnauthorizedAccessException(relative);
    }
}
