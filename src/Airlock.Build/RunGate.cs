using System.Collections.Immutable;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;
using Microsoft.Build.Framework;

namespace Airlock.Build;

/// <summary>
/// Runs the gate on one project and target framework and tells MSBuild what it found: a blocking finding is an error, any
/// other a warning or a message. The decisions are made in <see cref="Gate"/>; this task only translates.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed partial class RunGate : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Target framework, as <c>net10.0</c>.</summary>
    [Required]
    public string TargetFramework { get; set; } = "";

    /// <summary>All target frameworks of the project, where it names several; or empty.</summary>
    public string? TargetFrameworks { get; set; }

    /// <summary>Runtime identifier, or empty.</summary>
    public string? RuntimeIdentifier { get; set; }

    /// <summary>Configuration, as <c>Release</c>.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>Name of the assembly.</summary>
    [Required]
    public string AssemblyName { get; set; } = "";

    /// <summary>Version of the project.</summary>
    public string Version { get; set; } = "";

    /// <summary>Identifier as a package.</summary>
    public string PackageId { get; set; } = "";

    /// <summary>Whether the project can be packed.</summary>
    public bool IsPackable { get; set; }

    /// <summary>Kind of output, as <c>Exe</c>.</summary>
    public string OutputType { get; set; } = "";

    /// <summary>Whether the shared frameworks are delivered with the application.</summary>
    public bool SelfContained { get; set; }

    /// <summary>Who supplies the project; the SDK's default is the assembly's name, which says nothing.</summary>
    public string? Company { get; set; }

    /// <summary>Address of the repository, or empty.</summary>
    public string? RepositoryUrl { get; set; }

    /// <summary>The compiled assembly in the intermediate folder.</summary>
    [Required]
    public string AssemblyFile { get; set; } = "";

    /// <summary>The compiler's log, without its version suffix.</summary>
    [Required]
    public string ErrorLog { get; set; } = "";

    /// <summary>Whether the compiler ran in this build, and so printed what it prints.</summary>
    public bool CompilerRan { get; set; }

    /// <summary>Whether the build runs analyzers.</summary>
    public bool RunAnalyzers { get; set; } = true;

    /// <summary>NuGet's assets file.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    /// <summary>The policy that was found or named, or empty.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>The lock that the user named, or empty.</summary>
    public string? LockFile { get; set; }

    /// <summary>The profile that the project asks for, or empty.</summary>
    public string? Profile { get; set; }

    /// <summary>The environment that the build is for, or empty.</summary>
    public string? EnvironmentName { get; set; }

    /// <summary>Version of the CycloneDX format.</summary>
    public string BomFormat { get; set; } = "1.7";

    /// <summary>Whether the bill of materials is written as SPDX 3.0.1 too.</summary>
    public bool Spdx { get; set; }

    /// <summary>Whether a page for people is written too.</summary>
    public bool WantsReport { get; set; }

    /// <summary>Where the evidence goes.</summary>
    [Required]
    public string EvidenceFolder { get; set; } = "";

    /// <summary>Where the gate keeps its state.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>Where is kept what the gate read in packages, or empty for the user's own folder.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>Items <c>AIModel</c>.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Items <c>AIDataset</c>.</summary>
    public ITaskItem[] Datasets { get; set; } = [];

    /// <summary>What <see cref="RestoreModels"/> says of the addresses among them.</summary>
    public ITaskItem[] Restored { get; set; } = [];

    /// <summary>All other files of the project.</summary>
    public ITaskItem[] Content { get; set; } = [];

    /// <summary>Items <c>ResolvedFrameworkReference</c>.</summary>
    public ITaskItem[] Frameworks { get; set; } = [];

    /// <summary>Whether nothing remembered may be used.</summary>
    public bool StrictRead { get; set; }

    /// <summary>What the user silenced in MSBuild; see <see cref="IsHidden"/>.</summary>
    public string? NoWarn { get; set; }

    /// <summary>The formats of events beside those of the policy, as <c>ocsf;cef</c>, or <c>none</c>, or empty.</summary>
    public string? Events { get; set; }

    /// <summary>Whether this is a build of continuous integration.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>Whether events are sent to the collectors of the policy: true, false, or empty for what the policy says.</summary>
    public string? SendEvents { get; set; }

    /// <summary>Where a tool waits for a copy of the result, or empty.</summary>
    public string? ResultsFolder { get; set; }

    /// <summary>
    /// Whether the tool that waits for the results decides, and not this build: a project that failed would keep those that
    /// depend on it from being checked at all.
    /// </summary>
    public bool ReportOnly { get; set; }

    /// <summary>The files that were written, so that clean can remove them.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; private set; } = [];

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (!CheckDocumentProperties())
        {
            return false;
        }

        try
        {
            var result = Gate.Run(ToRequest(), _cancellation.Token);
            if (ReportOnly && !string.IsNullOrEmpty(ResultsFolder))
            {
                Log.LogMessage(MessageImportance.High, $"Airlock checked {AssemblyName} ({TargetFramework}) and reports to {ResultsFolder}; this build does not block.");
            }
            else
            {
                foreach (var finding in result.Findings)
                {
                    Report(finding, result);
                }
            }

            if (result.IsBlocked)
            {
                Log.LogMessage(MessageImportance.High, $"Airlock blocked {AssemblyName} ({TargetFramework}, profile {result.Profile}). Evidence: {string.Join(", ", result.Evidence)}");
            }

            SendPendingEvents(result);
            FilesWritten = [.. result.Evidence.Select(path => new Microsoft.Build.Utilities.TaskItem(path))];
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogError(null, "AIR9004", null, HelpLink("AIR9004"), ProjectFile, 0, 0, 0, 0, $"Airlock can't write its evidence: {exception.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    private void Report(Finding finding, GateResult result)
    {
        if (finding.Suppression is not null || finding.Level <= FindingLevel.Record)
        {
            return;
        }

        var (path, line, column, _, _) = finding.Location;
        var file = Path.GetFullPath(path, result.Root);
        switch (finding.Level)
        {
            case FindingLevel.Block:
            case FindingLevel.Warn when IsHidden(finding.RuleId):
                Log.LogError(null, finding.RuleId, null, HelpLink(finding.RuleId), file, line, column, 0, 0, "{0}", finding.Message);
                break;
            case FindingLevel.Warn when !(finding.PrintedByCompiler && CompilerRan):
                Log.LogWarning(null, finding.RuleId, null, HelpLink(finding.RuleId), file, line, column, 0, 0, "{0}", finding.Message);
                break;
            case FindingLevel.Note:
                Log.LogMessage(null, finding.RuleId, null, file, line, column, 0, 0, MessageImportance.Normal, "{0}", finding.Message);
                break;
        }
    }

    // NoWarn hides a task's warning, so a report of silencing must not be a warning where NoWarn names it.
    private bool IsHidden(string rule) => rule.StartsWith("AIR9", StringComparison.Ordinal) && NoWarn?.Contains(rule, StringComparison.Ordinal) == true;

    private static string HelpLink(string rule) => RuleTable.Find(rule)?.HelpLink ?? RuleTable.HelpLinkBase;

    private GateRequest ToRequest()
    {
        var (time, timeSource) = GivenTime();
        string? Named(string? path) => string.IsNullOrEmpty(path) ? null : Full(path);
        ImmutableArray<string> Paths(IEnumerable<ITaskItem> items) =>
            [.. items.Select(item => LockDocument.IsAddress(item.ItemSpec) ? RestoreModels.AddressOf(item) : Full(item.ItemSpec)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new GateRequest
        {
            ProjectFile = ProjectFile,
            TargetFramework = TargetFramework,
            IsOneOfSeveral = TargetFrameworks?.Contains(';', StringComparison.Ordinal) == true,
            RuntimeIdentifier = string.IsNullOrEmpty(RuntimeIdentifier) ? null : RuntimeIdentifier,
            Configuration = Configuration,
            AssemblyName = AssemblyName,
            Version = Version,
            PackageId = PackageId,
            IsPackable = IsPackable,
            OutputType = OutputType,
            IsSelfContained = SelfContained,
            Company = Company == AssemblyName || string.IsNullOrEmpty(Company) ? null : Company,
            RepositoryUrl = string.IsNullOrEmpty(RepositoryUrl) ? null : RepositoryUrl,
            AssemblyFile = Full(AssemblyFile),
            ErrorLog = Full(ErrorLog),
            RunAnalyzers = RunAnalyzers,
            AssetsFile = Full(AssetsFile),
            PolicyFile = Named(PolicyFile),
            LockFile = Named(LockFile),
            Profile = Profile,
            Environment = string.IsNullOrWhiteSpace(EnvironmentName) ? null : EnvironmentName.Trim(),
            BomFormat = BomFormat,
            WritesSpdx = Spdx,
            WritesReport = WantsReport,
            EvidenceFolder = Full(EvidenceFolder),
            IntermediateFolder = Full(IntermediateFolder),
            CacheFolder = Named(CacheFolder) ?? PackageMemory.DefaultFolder,
            Models = Paths(Models),
            Datasets = Paths(Datasets),
            Restored = [.. Restored.Select(RestoreModels.ToRestoredFile).OrderBy(restored => restored.Address, StringComparer.Ordinal)],
            Content = Paths(Content),
            Delivered = Paths(Content.Where(IsDelivered)),
            Frameworks = [.. ToFrameworks()],
            AppHost = ToAppHost(),
            References = ToReferences(),
            Shipped = ToShipped(),
            Metadata = ToMetadata(),
            IsStrictRead = StrictRead,
            EventFormats = string.IsNullOrWhiteSpace(Events) ? null : Events.Trim(),
            IsContinuousIntegration = ContinuousIntegration,
            SendEvents = string.IsNullOrWhiteSpace(SendEvents) ? null : SendEvents == "true",
            ResultsFolder = Named(ResultsFolder),
            Timestamp = time,
            TimestampSource = timeSource,
        };
    }

    // What is published follows from what is copied to the output, unless the item says otherwise.
    private static bool IsDelivered(ITaskItem item)
    {
        static bool IsCopied(string value) => value.Length > 0 && !value.Equals("Never", StringComparison.OrdinalIgnoreCase);
        var published = item.GetMetadata("CopyToPublishDirectory");
        return IsCopied(published.Length > 0 ? published : item.GetMetadata("CopyToOutputDirectory"))
            || item.GetMetadata("Pack").Equals("true", StringComparison.OrdinalIgnoreCase)
            || item.GetMetadata("AirlockEmbedded") == "true";
    }
}
