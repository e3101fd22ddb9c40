using System.Globalization;
using System.Text.Json;
using Airlock.Cli.Pinning;
using Airlock.Core;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Diagnosis;

/// <summary>Whether a project's models are pinned, and its last build left evidence that still tells the truth.</summary>
/// <param name="facts">The project.</param>
/// <param name="context">Project and policy.</param>
/// <param name="ignored">What git ignores.</param>
/// <param name="shown">How a path is written for a person.</param>
internal sealed class EvidenceChecks(ProjectFacts facts, GateContext context, GitIgnore ignored, Func<string, string> shown)
{
    private const int NamesShown = 5;
    private const string Build = "dotnet build";

    /// <summary>Where a build writes the evidence of a project; null if the project does not say.</summary>
    public static string? FolderOf(ProjectFacts facts) => facts.PathOf("OutDir") is { } output ? Path.Combine(output, "airlock") : null;

    /// <summary>All checks.</summary>
    public IEnumerable<HealthCheck> Run()
    {
        yield return Models();
        yield return Evidence();
        yield return Ignored();
    }

    private HealthCheck Models()
    {
        const string id = "models";
        var lockFolder = Path.GetDirectoryName(context.LockFile)!;
        string Name(string path) => LockDocument.IsAddress(path) ? path : Path.GetRelativePath(lockFolder, Path.GetFullPath(path, facts.Folder)).Replace('\\', '/');
        var names = facts.List("Models").Concat(ModelFileSearch.Find(facts.Folder)).Select(Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var open = names.Where(name => context.Lock.Find(name) is null).ToList();
        return names.Count == 0 ? HealthCheck.Skip(id, "the project's folder holds no model files")
            : open.Count == 0 ? HealthCheck.Ok(id, names.Count == 1 ? "1 model file, pinned" : $"{names.Count} model files, all pinned")
            : HealthCheck.Fail(
                id,
                $"not pinned: {string.Join(", ", open.Take(NamesShown))}{(open.Count > NamesShown ? $" and {open.Count - NamesShown} more" : "")}",
                "vet them with airlock vet, then pin them with airlock pin");
    }

    private HealthCheck Evidence()
    {
        const string id = "evidence";
        if (!facts.Is("IsGated"))
        {
            return HealthCheck.Skip(id, "without the gate no build leaves evidence");
        }

        if (FolderOf(facts) is not { } folder || facts.PathOf("IntermediateFolder") is not { } intermediate)
        {
            return HealthCheck.Skip(id, "the project does not say where it is built");
        }

        var name = facts["AssemblyName"];
        var missing = new[] { $"{name}.cdx.json", $"{name}.sarif" }.Where(file => !File.Exists(Path.Combine(folder, file))).ToList();
        var result = Path.Combine(intermediate, "airlock", "gate.json");
        if (missing.Count > 0 || !File.Exists(result))
        {
            return HealthCheck.Warn(id, $"{shown(folder)} holds no {(missing.Count > 0 ? string.Join(" and no ", missing) : "result of the gate")}: this configuration was not built yet", Build);
        }

        var time = File.GetLastWriteTimeUtc(result);
        string[] inputs = [.. facts.List("Sources"), facts.ProjectFile, .. context.PolicyFile is { } policy ? [policy] : Array.Empty<string>(), context.LockFile];
        return inputs.FirstOrDefault(file => File.Exists(file) && File.GetLastWriteTimeUtc(file) > time) is { } changed
            ? HealthCheck.Warn(id, $"the evidence is older than {shown(changed)}", Build)
            : HealthCheck.Ok(id, $"of the last build, {Verdict(result)}");
    }

    private static string Verdict(string file)
    {
        try
        {
            var blocking = GateResult.Load(file).Findings.Count(finding => finding.Level == FindingLevel.Block && finding.Suppression is null);
            return blocking switch
            {
                0 => "which passed",
                1 => "which one finding blocked",
                _ => string.Create(CultureInfo.InvariantCulture, $"which {blocking} findings blocked"),
            };
        }
        catch (JsonException)
        {
            return "whose result can't be read";
        }
    }

    private HealthCheck Ignored()
    {
        const string id = "evidence-ignored";
        return FolderOf(facts) is not { } folder ? HealthCheck.Skip(id, "the project does not say where it is built")
            : ignored.Of(Path.Combine(folder, "airlock.sarif")) switch
            {
                null => HealthCheck.Skip(id, "not in a git repository"),
                true => HealthCheck.Ok(id, "git ignores what a build writes"),
                false => HealthCheck.Warn(id, $"git does not ignore {shown(folder)}, so evidence of one machine may be committed", "add the output folder to .gitignore"),
            };
    }
}
