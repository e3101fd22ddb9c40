namespace Northwind.Housekeeping;

/// <summary>A housekeeper of folders: the model lists files, LINQ picks from the list.</summary>
public class FolderHousekeeper(IChatClient client, string root)
{
    private static readonly string[] Known = ["notes.txt", "todo.txt", "done.txt"];

    public async Task<List<string>> MethodSyntaxAsync(string wish)
    {
        var reply = await client.GetResponseAsync($"List the files, one on each line: {wish}");
        var paths = reply.Text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)
            .OrderBy(line => line, StringComparer.Ordinal)
            .Select(line => Path.Combine(root, line))
            .ToList();
        return paths.ConvertAll(path => File.ReadAllText(path)); // Noncompliant {{AIR1005}}
    }

    public async Task<List<string>> ReadDirectlyAsync(string wish)
    {
        var reply = await client.GetResponseAsync($"List the files, one on each line: {wish}");
        return reply.Text.Split('\n').Select(File.ReadAllText).ToList(); // Noncompliant {{AIR1005}}
    }

    public async Task<List<string>> QuerySyntaxAsync(string wish)
    {
        var reply = await client.GetResponseAsync($"List the files, one on each line: {wish}");
        var names =
            from line in reply.Text.Split('\n')
            let name = line.Trim('-', ' ')
            where name.EndsWith(".txt", StringComparison.Ordinal)
            orderby name.Length descending
            select Path.Combine(root, name);
        var texts = new List<string>();
        foreach (var name in names)
        {
            texts.Add(File.ReadAllText(name)); // Noncompliant {{AIR1005}}
        }

        return texts;
    }

    public async Task<string> JoinedWithKnownAsync(string wish)
    {
        var reply = await client.GetResponseAsync($"List the files, one on each line: {wish}");
        var names =
            from known in Known
            join line in reply.Text.Split('\n') on known equals line.Trim()
            select known;
        return string.Concat(names.Select(name => File.ReadAllText(Path.Combine(root, name)))); // Compliant: the names are the app's own
    }

    public async Task<string> FirstAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var name = reply.Messages.SelectMany(message => message.Contents).OfType<TextContent>().Select(content => content.Text).First();
        return File.ReadAllText(Path.Combine(root, name)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> AggregatedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var path = reply.Text.Split('>').Aggregate(root, (folder, part) => Path.Combine(folder, part.Trim()));
        return File.ReadAllText(path); // Noncompliant {{AIR1005}}
    }

    public async Task<string> GroupedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var byFolder = reply.Text.Split('\n').GroupBy(line => line.Split('/')[0]).ToDictionary(group => group.Key, group => group.Count());
        return File.ReadAllText(Path.Combine(root, byFolder.Keys.First())); // Noncompliant {{AIR1005}}
    }

    public async Task<string> CountedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var lines = reply.Text.Split('\n').Count(line => line.Length > 0);
        return File.ReadAllText(Path.Combine(root, $"page-{lines}.txt")); // Compliant: a number
    }

    public async Task<string> IntersectedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var wanted = reply.Text.Split('\n').ToHashSet();
        return string.Concat(Known.Where(wanted.Contains).Select(name => File.ReadAllText(Path.Combine(root, name)))); // Compliant: a choice among constants
    }

    public async Task<string> FilteredByKnownAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        return string.Concat(reply.Text.Split('\n')
            .Where(line => Known.Contains(line))
            .Select(line => File.ReadAllText(Path.Combine(root, line)))); // Compliant: only members of a constant set pass
    }

    public async Task<string> ZippedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var pairs = Known.Zip(reply.Text.Split('\n'), (known, line) => (Known: known, Line: line)).ToArray();
        var text = File.ReadAllText(Path.Combine(root, pairs[0].Line)); // Noncompliant {{AIR1005}}
        return text + File.ReadAllText(Path.Combine(root, pairs[0].Known)); // Compliant: the constant half
    }

    public async Task<string> LaterAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var name = reply.Text.Split('\n').Skip(1).Take(3).Distinct().Reverse().LastOrDefault("notes.txt");
        return File.ReadAllText(Path.Combine(root, name)); // Noncompliant {{AIR1005}}
    }

    public async Task<string> ParsedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var pages = reply.Text.Split(',').Select(part => int.TryParse(part, out var page) ? page : 1);
        return string.Concat(pages.Select(page => File.ReadAllText(Path.Combine(root, $"page-{page}.txt")))); // Compliant: numbers
    }
}
