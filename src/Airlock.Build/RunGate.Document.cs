using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Events;
using Airlock.Core.Licences;
using Microsoft.Build.Framework;

namespace Airlock.Build;

/// <content>What the project tells for its document: who it is of, what it is made of and what of that is delivered.</content>
public sealed partial class RunGate
{
    // What the SDK writes where the project says nothing.
    private const string NoDescription = "Package Description";

    private const string UsualBomLicence = "CC0-1.0";

    private static readonly ImmutableArray<string> TlpLabels = ["CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"];
    private static readonly ImmutableArray<string> BomFormats = ["1.6", "1.7"];

    /// <summary>Sentence on the project.</summary>
    public string? Description { get; set; }

    /// <summary>Who wrote it; the SDK's default is the assembly's name, which says nothing.</summary>
    public string? Authors { get; set; }

    /// <summary>Copyright notice.</summary>
    public string? Copyright { get; set; }

    /// <summary>SPDX expression of its licence.</summary>
    public string? PackageLicenseExpression { get; set; }

    /// <summary>Its web address.</summary>
    public string? PackageProjectUrl { get; set; }

    /// <summary>The commit that is built.</summary>
    public string? SourceRevisionId { get; set; }

    /// <summary>Address of its <c>security.txt</c>.</summary>
    public string? SecurityTxt { get; set; }

    /// <summary>Address of mail for questions on the document.</summary>
    public string? BomContact { get; set; }

    /// <summary>Who may see the document, as a label of the Traffic Light Protocol.</summary>
    public string? BomTlp { get; set; }

    /// <summary>Licence of the document.</summary>
    public string? BomLicence { get; set; }

    /// <summary><c>strict</c> leaves time and serial number out.</summary>
    public string? BomReproducible { get; set; }

    /// <summary>The time that NuGet gives to packages: seconds since 1970 or a date.</summary>
    public string? DeterministicTimestamp { get; set; }

    /// <summary>Whether publishing trims the application.</summary>
    public bool PublishTrimmed { get; set; }

    /// <summary>Whether publishing compiles it to native code.</summary>
    public bool PublishAot { get; set; }

    /// <summary>Whether publishing makes one file of it.</summary>
    public bool PublishSingleFile { get; set; }

    /// <summary>Whether the output is what an application delivers: the packages of a library are copied by whoever uses it.</summary>
    public bool IsOutputComplete { get; set; }

    /// <summary>What references copy to the output: items <c>ReferenceCopyLocalPaths</c>.</summary>
    public ITaskItem[] CopyLocal { get; set; } = [];

    /// <summary>Assemblies of referenced projects.</summary>
    public ITaskItem[] ProjectReferences { get; set; } = [];

    /// <summary>Items <c>RuntimeFramework</c>: what the application asks for where it runs.</summary>
    public ITaskItem[] RuntimeFrameworks { get; set; } = [];

    /// <summary>Items <c>ResolvedAppHostPack</c>, if the build uses one.</summary>
    public ITaskItem[] AppHosts { get; set; } = [];

    private bool CheckDocumentProperties()
    {
        Check("AirlockBomFormat", BomFormat, BomFormats.Contains(BomFormat), "1.6 and 1.7 are known");
        Check("AirlockBomTlp", BomTlp, Label() is null || TlpLabels.Contains(Label()!), "CLEAR, GREEN, AMBER, AMBER+STRICT and RED are known");
        Check("AirlockBomReproducible", BomReproducible, BomReproducible is null or "" or "strict" or "false", "strict and false are known");
        Check("AirlockBomContact", BomContact, string.IsNullOrEmpty(BomContact) || IsMailAddress(BomContact), "an address of mail is expected, as security@contoso.example");
        Check("AirlockBomLicence", BomLicence, BomLicence is null or "" or UsualBomLicence || LicenceExpression.Parse(BomLicence, out _) is not null, "an SPDX licence expression is expected, as CC0-1.0");
        Check("AirlockEvents", Events, EventFormat.IsValid(Events), "ocsf, ecs and cef are known, separated by semicolons, and none");
        Check("AirlockSendEvents", SendEvents, SendEvents?.Trim() is null or "" or "true" or "false", "true and false are known");
        return !Log.HasLoggedErrors;
    }

    private void Check(string property, string? value, bool isValid, string expectation)
    {
        if (!isValid)
        {
            Log.LogError(null, "AIR9001", null, HelpLink("AIR9001"), ProjectFile, 0, 0, 0, 0, "{0}", $"The property {property} is \"{value}\": {expectation}");
        }
    }

    // No more than the format demands; the class of the platform would cost a build without changes as much as all the rest of it.
    private static bool IsMailAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 } host]
        && host.Split('.').All(label => label.Length > 0)
        && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || "<>()[]\\,;:\"".Contains(letter, StringComparison.Ordinal));

    // The label as people write it, "TLP:AMBER+STRICT", and as the format does.
    private string? Label()
    {
        var label = BomTlp?.Trim().ToUpperInvariant().Replace('+', '_').Replace("AMBER_STRICT", "AMBER_AND_STRICT", StringComparison.Ordinal);
        return string.IsNullOrEmpty(label) ? null : label.StartsWith("TLP:", StringComparison.Ordinal) ? label[4..] : label;
    }

    private ProjectMetadata ToMetadata() => new()
    {
        Description = Description == NoDescription ? null : Text(Description),
        Authors = Authors == AssemblyName ? null : Text(Authors),
        Copyright = Text(Copyright),
        Licence = Text(PackageLicenseExpression) is { } licence && LicenceExpression.Parse(licence, out _) is not null ? licence : null,
        ProjectUrl = Text(PackageProjectUrl),
        Commit = Text(SourceRevisionId),
        SecurityTxt = Text(SecurityTxt),
        Contact = Text(BomContact),
        Tlp = Label(),
        BomLicence = Text(BomLicence),
        IsReproducible = BomReproducible == "strict",
        IsTrimmed = PublishTrimmed,
        IsAot = PublishAot,
        IsSingleFile = PublishSingleFile,
    };

    private ImmutableArray<ReferencedProject> ToReferences() =>
    [
        .. ProjectReferences
            .Where(item => item.GetMetadata("MSBuildSourceProjectFile").Length > 0)
            .Select(item => new ReferencedProject(
                Full(item.GetMetadata("MSBuildSourceProjectFile")),
                Path.Combine(Path.GetDirectoryName(Full(item.ItemSpec))!, "airlock", Path.GetFileNameWithoutExtension(item.ItemSpec) + ".cdx.json")))
            .Distinct()
            .OrderBy(project => project.BomFile, StringComparer.Ordinal),
    ];

    private ImmutableArray<ShippedFile>? ToShipped() => !IsOutputComplete ? null :
    [
        .. CopyLocal.Select(item => ShippedItems.Read(item, Full(item.ItemSpec), item.GetMetadata("DestinationSubDirectory") + Path.GetFileName(item.ItemSpec)))
            .Concat(Content.Where(item => item.GetMetadata("CopyToOutputDirectory") is "Always" or "PreserveNewest" or "IfDifferent")
                .Select(item => ShippedItems.Read(item, Full(item.ItemSpec), ShippedItems.TargetOf(item))))
            .Distinct()
            .OrderBy(file => file.Destination, StringComparer.Ordinal)
            .ThenBy(file => file.Path, StringComparer.Ordinal),
    ];

    private IEnumerable<FrameworkUse> ToFrameworks()
    {
        var versions = RuntimeFrameworks.ToLookup(item => item.ItemSpec, item => Text(item.GetMetadata("Version")), StringComparer.Ordinal);
        return Frameworks
            .Select(item => new FrameworkUse(item.ItemSpec, item.GetMetadata("TargetingPackVersion"), item.GetMetadata("TargetingPackName"))
            {
                MinimumVersion = SelfContained ? null : versions[item.ItemSpec].FirstOrDefault(),
                RuntimePack = PackOf(item.GetMetadata("RuntimePackName"), item.GetMetadata("RuntimePackVersion"), item.GetMetadata("RuntimePackPath")),
            })
            .OrderBy(framework => framework.Name, StringComparer.Ordinal);
    }

    private BomPack? ToAppHost()
    {
        if (AppHosts.FirstOrDefault() is not { } item || Text(item.GetMetadata("PackageDirectory")) is not { } folder)
        {
            return null;
        }

        // A pack that came with the SDK says no more than its folder does: …/Microsoft.NETCore.App.Host.linux-x64/10.0.0.
        var trimmed = Path.TrimEndingDirectorySeparator(folder);
        return PackOf(
            Text(item.GetMetadata("NuGetPackageId")) ?? Path.GetFileName(Path.GetDirectoryName(trimmed)) ?? "",
            Text(item.GetMetadata("NuGetPackageVersion")) ?? Path.GetFileName(trimmed),
            folder);
    }

    private static BomPack? PackOf(string id, string version, string folder) =>
        id.Length == 0 || version.Length == 0 ? null : new BomPack(id, version) { Folder = Text(folder) };

    // https://reproducible-builds.org/specs/source-date-epoch/: seconds since 1970, UTC. NuGet's property has the same, or a date.
    private (DateTimeOffset? Time, string? Source) GivenTime() =>
        FromSeconds(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")) is { } epoch ? (epoch, "SOURCE_DATE_EPOCH")
        : (FromSeconds(DeterministicTimestamp) ?? FromDate(DeterministicTimestamp)) is { } given ? (given, "DeterministicTimestamp")
        : (null, null);

    private static DateTimeOffset? FromSeconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static DateTimeOffset? FromDate(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private string Full(string path) => Path.GetFullPath(path, Path.GetDirectoryName(ProjectFile)!);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
