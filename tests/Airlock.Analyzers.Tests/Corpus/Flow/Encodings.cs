using System.Security.Cryptography;

namespace Northwind.Notes;

/// <summary>A note keeper that names files after what the model says; text takes the way through bytes and back.</summary>
public class NoteFiles(IChatClient client, string root)
{
    public async Task<string> ThroughUtf8Async(string note)
    {
        var reply = await client.GetResponseAsync($"A file name for: {note}");
        var bytes = Encoding.UTF8.GetBytes(reply.Text);
        var name = Encoding.UTF8.GetString(bytes);
        return File.ReadAllText(Path.Combine(root, name)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ByDigestAsync(string note)
    {
        var reply = await client.GetResponseAsync($"A file name for: {note}");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(reply.Text));
        return File.ReadAllText(Path.Combine(root, Convert.ToHexString(digest) + ".txt")); // Compliant: a digest in hex has no dot and no slash
    }

    public async Task<string> ThroughBase64Async(string note)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes((await client.GetResponseAsync(note)).Text));
        var cached = new Dictionary<string, string> { ["name"] = encoded };
        var name = Encoding.UTF8.GetString(Convert.FromBase64String(cached["name"]));
        return File.ReadAllText(Path.Combine(root, name)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ThroughBinaryDataAsync(string note)
    {
        var data = BinaryData.FromString((await client.GetResponseAsync(note)).Text);
        return File.ReadAllText(Path.Combine(root, data.ToString())); // Noncompliant {{AIR1005}}
    }

    public async Task<string> OtherBinaryDataAsync(string note)
    {
        var data = BinaryData.FromString((await client.GetResponseAsync(note)).Text);
        var name = BinaryData.FromString("index.txt");
        return File.ReadAllText(Path.Combine(root, name.ToString())) + data.Length; // Compliant: a constant name
    }

    public async Task<string> ThroughStreamAsync(string note)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes((await client.GetResponseAsync(note)).Text));
        using var reader = new StreamReader(stream);
        var name = await reader.ReadLineAsync();
        return File.ReadAllText(Path.Combine(root, name!)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ThroughReaderAsync(string note)
    {
        var reply = await client.GetResponseAsync($"One file name on each line: {note}");
        using var lines = new StringReader(reply.Text);
        var all = "";
        while (await lines.ReadLineAsync() is { } line)
        {
            all += File.ReadAllText(Path.Combine(root, line)); // Noncompliant {{AIR1005}}
        }

        return all;
    }

    public async Task ThroughWriterAsync(string note)
    {
        using var writer = new StringWriter();
        writer.Write(root);
        writer.Write('/');
        writer.WriteLine((await client.GetResponseAsync(note)).Text);
        File.WriteAllText(writer.ToString(), note); // Noncompliant {{AIR1005}}
    }

    public async Task KeepAsync(string note)
    {
        var summary = await client.GetResponseAsync($"Summarise: {note}");
        await File.WriteAllTextAsync(Path.Combine(root, $"{Guid.NewGuid():N}.txt"), summary.Text); // Compliant: text in a file, not its path
    }

    public async Task<string> UnescapedAsync(string note)
    {
        var reply = await client.GetResponseAsync(note);
        return File.ReadAllText(Path.Combine(root, Uri.UnescapeDataString(reply.Text))); // Noncompliant {{AIR1005}}
    }
}
