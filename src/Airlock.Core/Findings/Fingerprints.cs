using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Findings;

/// <summary>
/// Names a finding so that it is known again after lines moved: rule, file and the text of its line, counted where the same
/// line stands more than once. Different code gives a different fingerprint.
/// </summary>
public sealed class Fingerprints(string root)
{
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The fingerprint, 32 lower-case hex digits. Ask in the order of the findings: equal lines are counted.</summary>
    public string Of(Finding finding)
    {
        var identity = $"{finding.RuleId}\n{finding.Location.Path}\n{TextOf(finding)}";
        var count = _seen[identity] = _seen.GetValueOrDefault(identity) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}\n{count}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    // Findings without a line (a package, a missing file) are told apart by what they say.
    private string TextOf(Finding finding)
    {
        var line = finding.Location.Line;
        if (line == 0)
        {
            return finding.Message;
        }

        var lines = Lines(finding.Location.Path);
        return line <= lines.Length ? lines[line - 1].Trim() : finding.Message;
    }

    private string[] Lines(string path)
    {
        if (!_lines.TryGetValue(path, out var lines))
        {
            try
            {
                lines = File.ReadAllLines(Path.Combine(root, path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                lines = [];
            }

            _lines[path] = lines;
        }

        return lines;
    }
}
