using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core;

/// <summary>
/// The part of a result that a build shows, in a form that is read in a moment: a build in which nothing changed reads nothing
/// else, and starting a JSON reader would cost it more than all the rest.
/// </summary>
internal static class ShownResult
{
    /// <summary>Writes what a build shows: neither suppressed nor recorded findings, and no properties.</summary>
    public static void Save(GateResult result, string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(result.ProjectFile);
        writer.Write(result.TargetFramework);
        writer.Write(result.Root);
        writer.Write(result.Profile);
        writer.Write(result.PolicyFile ?? "");
        writer.Write(result.Evidence.Length);
        foreach (var file in result.Evidence)
        {
            writer.Write(file);
        }

        var shown = result.Findings.Where(finding => finding.Level > FindingLevel.Record && finding.Suppression is null).ToList();
        writer.Write(shown.Count);
        foreach (var finding in shown)
        {
            writer.Write(finding.RuleId);
            writer.Write(finding.Message);
            writer.Write(finding.Location.Path);
            writer.Write(finding.Location.Line);
            writer.Write(finding.Location.Column);
            writer.Write((byte)finding.Level);
            writer.Write(finding.PrintedByCompiler);
        }
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="IOException">The file is missing or damaged.</exception>
    public static GateResult Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var result = new GateResult
        {
            ProjectFile = reader.ReadString(),
            TargetFramework = reader.ReadString(),
            Root = reader.ReadString(),
            Profile = reader.ReadString(),
            PolicyFile = reader.ReadString() is { Length: > 0 } policy ? policy : null,
        };

        // The lists grow as they are read: a damaged count ends the file, not the memory.
        var evidence = new List<string>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            evidence.Add(reader.ReadString());
        }

        var findings = new List<Finding>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            findings.Add(new Finding
            {
                RuleId = reader.ReadString(),
                Message = reader.ReadString(),
                Location = new FindingLocation(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()),
                Level = (FindingLevel)reader.ReadByte(),
                PrintedByCompiler = reader.ReadBoolean(),
            });
        }

        return result with { Evidence = [.. evidence], Findings = [.. findings] };
    }
}
