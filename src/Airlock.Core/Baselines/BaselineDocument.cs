using System.Globalization;
using System.Text;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Baselines;

/// <summary>A finding that was there when the baseline was written, and was accepted.</summary>
/// <param name="Rule">Identifier of the rule.</param>
/// <param name="Path">The file it is in, as findings name it.</param>
/// <param name="Fingerprint">What it is known by: 32 lower-case hex digits.</param>
/// <param name="Message">What it said, for those who review the file; it decides nothing.</param>
/// <param name="Position">Where the entry stands in the baseline; it has no meaning in an entry that is to be written.</param>
public sealed record BaselineEntry(string Rule, string Path, string Fingerprint, string Message, TextPosition Position);

/// <summary>
/// The baseline, <c>airlock.baseline.json</c> beside the lock file: the findings that were accepted when the gate came to a project that was there before.
/// Reading is strict, and of a file with any error nothing counts. One finding is one line, in order of path, rule and fingerprint, so that a
/// review shows what came and went, and two branches rarely touch the same line.
/// </summary>
public sealed class BaselineDocument
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "airlock.baseline.json";

    /// <summary>The version of the format that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>Hex digits of a fingerprint.</summary>
    public const int FingerprintLength = 32;

    // A message is there to be recognised, not to be read whole.
    private const int LongestMessage = 160;

    /// <summary>A baseline without entries.</summary>
    public static BaselineDocument Empty { get; } = new([]);

    private BaselineDocument(IReadOnlyList<BaselineEntry> entries) => Entries = entries;

    /// <summary>The accepted findings, in the order of the file.</summary>
    public IReadOnlyList<BaselineEntry> Entries { get; }

    /// <summary>The baseline that belongs to a lock file.</summary>
    public static string PathBeside(string lockFile) => Path.Combine(Path.GetDirectoryName(lockFile)!, FileName);

    /// <summary>A baseline of these entries, each fingerprint once.</summary>
    public static BaselineDocument Of(IEnumerable<BaselineEntry> entries) => new(
    [
        .. entries
            .DistinctBy(entry => entry.Fingerprint, StringComparer.Ordinal)
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .ThenBy(entry => entry.Rule, StringComparer.Ordinal)
            .ThenBy(entry => entry.Fingerprint, StringComparer.Ordinal),
    ]);

    /// <summary>Reads a baseline.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="errors">Everything wrong with it, each with its place.</param>
    /// <returns>The baseline; empty if there is any error.</returns>
    public static BaselineDocument Parse(string text, out IReadOnlyList<TextError> errors)
    {
        var found = new List<TextError>();
        errors = found;
        var root = JsonText.Parse(text, out var error);
        if (root is null)
        {
            found.Add(error!);
            return Empty;
        }

        var shape = new JsonShape(root, found);
        shape.Text("$schema");
        if (shape.Count("version") != Version)
        {
            found.Add(new TextError(shape.PositionOf("version"), $"\"version\" must be {Version}"));
        }

        var entries = new List<BaselineEntry>();
        var fingerprints = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in shape.Objects("findings"))
        {
            var rule = item.Text("rule", required: true);
            var path = PinReader.Filled(item, "path", found, required: true);
            var fingerprint = PinReader.Digest(item, "fingerprint", FingerprintLength, found, required: true);
            var message = item.Text("message");
            item.Close();
            if (rule is not null && ProblemOfRule(rule) is { } problem)
            {
                found.Add(new TextError(item.PositionOf("rule"), problem));
            }
            else if (fingerprint is not null && !fingerprints.Add(fingerprint))
            {
                found.Add(new TextError(item.PositionOf("fingerprint"), $"{fingerprint} is accepted twice; remove one of the two lines"));
            }
            else if (rule is not null && path is not null && fingerprint is not null)
            {
                entries.Add(new BaselineEntry(rule, path, fingerprint, message ?? "", item.Start));
            }
        }

        shape.Close();
        return found.Count == 0 ? new BaselineDocument(entries) : Empty;
    }

    /// <summary>The text of the file. The same entries give the same text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {Version},\n  \"findings\": [");
        for (var index = 0; index < Entries.Count; index++)
        {
            var (rule, path, fingerprint, message, _) = Entries[index];
            text.Append(index == 0 ? "\n    " : ",\n    ")
                .Append("{ \"rule\": ").Append(JsonString.Quote(rule))
                .Append(", \"path\": ").Append(JsonString.Quote(path))
                .Append(", \"fingerprint\": ").Append(JsonString.Quote(fingerprint))
                .Append(", \"message\": ").Append(JsonString.Quote(PrintableText.Show(message, LongestMessage)))
                .Append(" }");
        }

        return text.Append(Entries.Count == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    private static string? ProblemOfRule(string rule) =>
        RuleTable.Find(rule) is null ? $"there is no rule \"{rule}\""
        : RefusedRules.ReasonOf(rule) is { } reason ? $"{rule} can't be accepted in a baseline: {reason}"
        : null;
}
