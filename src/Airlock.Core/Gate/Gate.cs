using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Airlock.Core.Approvals;
using Airlock.Core.Attestations;
using Airlock.Core.Baselines;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using Airlock.Core.Events;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Licences;
using Airlock.Core.Models;
using Airlock.Core.Models.Signing;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Core.Secrets;
using Airlock.Shared.Pins;

namespace Airlock.Core;

/// <summary>
/// The gate of one project and target framework: joins what the compiler saw with what the checks find, applies policy, and
/// writes the evidence whether anything blocks or not.
/// </summary>
public static class Gate
{
    /// <summary>Version of Airlock.</summary>
    public static string Version { get; } =
        typeof(Gate).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs the gate, or recalls what it showed last if nothing changed: then without suppressed and recorded findings.</summary>
    /// <param name="request">What the build tells.</param>
    /// <param name="cancellation">Stops between two reads of a file.</param>
    /// <exception cref="IOException">Evidence or state can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Evidence or state may not be written.</exception>
    public static GateResult Run(GateRequest request, CancellationToken cancellation = default)
    {
        var today = DateTime.UtcNow.Date;
        var state = new GateState(request, today);
        var result = state.Recall();
        if (result is null)
        {
            (result, var watched) = Decide(request, today, cancellation);
            state.Remember(result, watched);
        }

        state.Publish();
        return result;
    }

    private static (GateResult Result, IReadOnlyCollection<WatchedFile>? Watched) Decide(GateRequest request, DateTime today, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var context = PolicyFiles.Read(request.ProjectFile, request.PolicyFile, request.LockFile, request.Profile, findings) with { IsOneOfSeveral = request.IsOneOfSeveral };

        var silenced = ReadCompilerLog(request, context, findings);
        var vetting = CheckLibraries(request, context, findings, cancellation);
        var files = VerifyFiles(request, context, vetting, findings, cancellation);
        findings.AddRange(SignatureCheck.Run(context, files, DateTimeOffset.UtcNow, cancellation));
        findings.AddRange(ApprovalCheck.Run(context, request.Environment, files, isLockValid: !findings.Any(finding => finding.RuleId == "AIR9002")));
        findings.AddRange(LicenceCheck.Run(context, files));
        findings.AddRange(ConfigurationSecrets.Run(context, TextFiles(request, context.Root, vetting), request.Delivered, cancellation));
        var verdict = PolicyVerdict.Of(context, findings, silenced, today, AcceptedFindings.Read(context, findings));

        // The document is made of weighed findings, and what changed in it is a finding of its own: so a second weighing.
        var bom = DescribeBom(request, context, verdict, vetting, files, cancellation);
        if (CommittedBom.Check(context, request, () => BomBuilder.Build(bom with { Timestamp = null })).ToList() is { Count: > 0 } changes)
        {
            verdict = PolicyVerdict.Of(context, [.. findings, .. changes], silenced, today, AcceptedFindings.Read(context, []));
        }

        var result = new GateResult
        {
            ProjectFile = request.ProjectFile,
            TargetFramework = request.TargetFramework,
            Root = context.Root,
            Profile = context.Profile,
            PolicyFile = context.PolicyFile,
            LockFile = context.LockFile,
            Findings = verdict.Findings,
            Libraries = vetting is null ? [] : LibraryVerdict.Of(vetting.Libraries, verdict.Findings),
            UncheckedRules = verdict.UncheckedRules,
            Exceptions = verdict.Exceptions,
            Evidence = [request.BomFile, request.SarifFile, .. bom.Application.AssemblySha256 is null ? Array.Empty<string>() : [request.AttestationFile]],
        };
        AtomicFile.Write(request.SarifFile, stream => SarifWriter.Write(stream, result, Version));
        var document = BomEvidence.Save(request.BomFile, bom with { Findings = verdict.Findings, Sarif = new BomReport(Path.GetFileName(request.SarifFile), FileDigest.Compute(request.SarifFile).Sha256) });
        result = result with { Evidence = [.. result.Evidence, .. OtherDocuments.Save(request, document, result)] };
        GateAttestation.Save(request, result, bom);
        EndpointExports.Save(Path.ChangeExtension(request.SarifFile, null) + EndpointExports.FileEnding, result.Findings);
        var (events, pending) = EventEvidence.Save(request, context, verdict.Findings);
        result = result with { Evidence = [.. result.Evidence, .. events], PendingEvents = pending };
        return (result, vetting is null ? [] : vetting.Watched);
    }

    private static IEnumerable<string> ReadCompilerLog(GateRequest request, GateContext context, List<Finding> findings)
    {
        void Incomplete(string message, string? weight = null) => findings.Add(new Finding
        {
            RuleId = "AIR9004",
            Message = message,
            Location = new FindingLocation(context.ProjectPath),
            Properties = weight is null
                ? ImmutableSortedDictionary<string, string>.Empty.Add(CheckedRules.AreaProperty, CheckedRules.Code)
                : ImmutableSortedDictionary<string, string>.Empty.Add(PolicyVerdict.WeightProperty, weight),
        });

        if (!File.Exists(request.ErrorLog))
        {
            Incomplete($"The compiler wrote no log at {context.Relative(request.ErrorLog)}, so nothing is known of the code; rebuild the project");
            return [];
        }

        try
        {
            var log = CompilerLog.Read(request.ErrorLog, context, Path.GetDirectoryName(request.IntermediateFolder));
            findings.AddRange(log.Findings);
            foreach (var crash in log.Crashes)
            {
                Incomplete($"An analyzer of Airlock failed, so its rules saw only a part of the code; please report it: {crash.ReplaceLineEndings(" ")}");
            }

            if (!request.RunAnalyzers || log.AnalyzersRan == false)
            {
                Incomplete("Airlock's analyzers did not run, so nothing is known of the code; remove RunAnalyzers=false or RunAnalyzersDuringBuild=false, and whatever removes Analyzer items");
            }
            else if (log.AnalyzersRan is null)
            {
                Incomplete("ErrorLog is set to SARIF 1.0, in which silenced rules leave no trace; append \",version=2.1\" to it", weight: "warn");
            }

            return log.Silenced;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Incomplete($"The compiler's log {context.Relative(request.ErrorLog)} can't be read: {exception.Message}");
            return [];
        }
    }

    private static IReadOnlyList<UsedFile> VerifyFiles(
        GateRequest request, GateContext context, LibraryVettingResult? vetting, List<Finding> findings, CancellationToken cancellation)
    {
        var packages = vetting?.Libraries.Packages.Select(package => package.Folder).OfType<string>().ToList();
        var inspections = InspectionCache.Open(Path.Combine(request.IntermediateFolder, "inspections.json"), trusted: !request.IsStrictRead);
        var (files, problems) = PinnedFiles.Verify(context, request.Models, request.Datasets, request.Content, request.Restored, inspections, cancellation, packages);
        inspections.Save();

        // One cause, one finding: where the code that loads the file was already reported, the file itself is not.
        var loaded = findings
            .Where(finding => finding.RuleId is "AIR5001" or "AIR5101" && finding.Properties.ContainsKey(PinnedFiles.PathProperty))
            .ToLookup(finding => finding.RuleId, finding => LockDocument.Normalise(finding.Properties[PinnedFiles.PathProperty]));
        findings.AddRange(problems.Where(problem =>
            !loaded[problem.RuleId].Any(path => LockDocument.EndsAtFolder(problem.Location.Path, path))));
        return files;
    }

    // What packages bring is theirs, and checked with them.
    private static IReadOnlyList<string> TextFiles(GateRequest request, string root, LibraryVettingResult? vetting)
    {
        var packages = vetting?.Libraries.Packages.Select(package => package.Folder).OfType<string>().ToList() ?? [];
        return ProjectTextFiles.Find(request, root, packages);
    }

    private static LibraryVettingResult? CheckLibraries(GateRequest request, GateContext context, List<Finding> findings, CancellationToken cancellation)
    {
        var (graph, _, message) = PackageGraph.Read(request.AssetsFile, request.TargetFramework, request.RuntimeIdentifier);
        if (graph is null)
        {
            findings.Add(new Finding
            {
                RuleId = "AIR9004",
                Message = $"The packages of the project are not known: {message}",
                Location = new FindingLocation(context.ProjectPath),
                Properties = ImmutableSortedDictionary<string, string>.Empty.Add(CheckedRules.AreaProperty, CheckedRules.Libraries),
            });
            return null;
        }

        var vetting = LibraryVetting.Run(context, graph, request.IsStrictRead, request.CacheFolder, cancellation);
        findings.AddRange(vetting.Findings);
        return vetting;
    }

    private static BomInput DescribeBom(
        GateRequest request, GateContext context, PolicyVerdict verdict, LibraryVettingResult? vetting, IReadOnlyList<UsedFile> files, CancellationToken cancellation)
    {
        BomFile Describe(UsedFile file) => new(file.Path, file.Digest?.Sha256)
        {
            Size = file.Digest?.Size,
            Format = file.Format,
            Licence = file.Pin?.Licence,
            Source = file.Pin?.Source,
            IsPinned = file.IsVerified,
            Facts = file.Facts,
            Card = file.Card,
            CardPath = file.CardPath,
        };
        var input = new BomInput
        {
            SpecVersion = request.BomFormat == "1.6" ? SpecVersion.V1_6 : SpecVersion.V1_7,
            Application = new BomApplication(
                request.PackageId, request.Version, request.TargetFramework, request.Configuration, request.OutputType, request.IsPackable)
            {
                ProjectFile = Path.GetFileName(request.ProjectFile),
                RuntimeIdentifier = request.RuntimeIdentifier,
                AssemblyFile = Path.GetFileName(request.AssemblyFile),
                AssemblySha256 = File.Exists(request.AssemblyFile) ? FileDigest.Compute(request.AssemblyFile).Sha256 : null,
            },
            Root = context.Root,
            Timestamp = request.Timestamp,
            ToolVersion = Version,
            Packages = vetting?.Libraries.Graph,
            Models = [.. files.Where(file => file.Kind == PinKind.Model).Select(Describe)],
            Datasets = [.. files.Where(file => file.Kind == PinKind.Dataset).Select(Describe)],
            Findings = verdict.Findings,
            UncheckedRules = verdict.UncheckedRules,
            IsCodeUnknown = CheckedRules.IsCodeUnknown(verdict.Findings),
        };
        return DocumentInput.Complete(input, request, vetting, cancellation);
    }
}
