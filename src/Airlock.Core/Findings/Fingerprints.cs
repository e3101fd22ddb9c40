using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;

namespace Airlock.Core.Findings;

/// <summary>
/// Names a finding so that it is known again after lines moved: rule, file, the text of its line and the package it is about, counted where all
/// that is the same more than once. Different code, and another version of a package, gives a different fingerprint. SARIF, events, baseline
/// and report name a finding by this and nothing else.
/// </summary>
public sealed class Fingerprints
{
    private readonly string _root;
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    private Fingerprints(string root) => _root = root;

    /// <summary>The findings with their fingerprints; what is only recorded needs none.</summary>
    /// <param name="root">The folder that their paths are relative to, absolute.</param>
    /// <param name="findings">The findings in their order: equal ones are counted.</param>
    public static ImmutableArray<Finding> Assign(string root, IEnumerable<Finding> findings)
    {
        var fingerprints = new Fingerprints(root);
        return [.. findings.Select(finding => finding.Level > FindingLevel.Record ? finding with { Fingerprint = fingerprints.Of(finding) } : finding)];
    }

    private string Of(Finding finding)
    {
        var identity = string.Join('\n', finding.RuleId, finding.Location.Path, PackageOf(finding), TextOf(finding));
        var count = _seen[identity] = _seen.GetValueOrDefault(identity) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}\n{count}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    // One reference can bring in many packages, and what is said of a package may name days or numbers that change.
    private static string PackageOf(Finding finding) =>
        finding.Properties.TryGetValue(LibraryReport.PackageProperty, out var id) ? $"{id} {finding.Properties.GetValueOrDefault(LibraryReport.VersionProperty)}" : "";

    // Findings without a line (a missing file, the content of a model) are told apart by what they say. So are those about secrets: from the digest of a
    // line that holds a short password it could be guessed.
    private string TextOf(Finding finding)
    {
        var line = finding.Location.Line;
        if (line > 0 && RuleTable.Find(finding.RuleId)?.Class.StartsWith("secret/", StringComparison.Ordinal) != true && Lines(finding.Location.Path) is var lines && line <= lines.Length)
        {
            return string.Join(' ', lines[line - 1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return finding.Properties.ContainsKey(LibraryReport.PackageProperty) ? "" : finding.Message;
    }

    private string[] Lines(string path)
    {
        if (!_lines.TryGetValue(path, out var lines))
        {
            try
            {
                lines = File.ReadAllLines(Path.Combine(_root, path));
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
