using System.Collections;

namespace Fabrikam.Backups;

/// <summary>Sequences that the app makes itself.</summary>
public class BackupPlan(IChatClient client, string root) : IEnumerable<string>
{
    private readonly List<string> _names = [];

    public async Task PlanAsync(string wish)
    {
        foreach (var line in (await client.GetResponseAsync(wish)).Text.Split('\n'))
        {
            _names.Add(line);
        }
    }

    public IEnumerator<string> GetEnumerator()
    {
        foreach (var name in _names)
        {
            yield return Path.Combine(root, name);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Copy()
    {
        foreach (var path in this)
        {
            File.Copy(path, Path.Combine(root, "copy")); // Noncompliant {{AIR1005}}
        }
    }

    public void CopyNumbered()
    {
        foreach (var number in Numbers())
        {
            File.Copy(Path.Combine(root, $"{number}.bak"), Path.Combine(root, $"{number}.old")); // Compliant: numbers
        }
    }

    public async Task CopyLinesAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        foreach (var path in Paths(reply.Text))
        {
            File.Copy(path, Path.Combine(root, "copy")); // Noncompliant {{AIR1005}}
        }

        foreach (var path in Paths("a.bak\nb.bak"))
        {
            File.Copy(path, Path.Combine(root, "copy")); // Compliant: the iterator is given a constant
        }
    }

    private IEnumerable<string> Paths(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0)
            {
                yield break;
            }

            yield return Path.Combine(root, line);
        }
    }

    private IEnumerable<int> Numbers()
    {
        for (var number = 0; number < _names.Count; number++)
        {
            yield return number;
        }
    }
}
