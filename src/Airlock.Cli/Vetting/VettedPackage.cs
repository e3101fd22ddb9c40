using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Vetting;

/// <summary>Who signed, as <c>airlock vet</c> shows it.</summary>
/// <param name="Name">Name in the certificate.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, hex.</param>
/// <param name="IsVerified">Whether the signature verifies.</param>
public sealed record ShownSigner(string Name, string Fingerprint, bool IsVerified);

/// <summary>Something in a package that runs at build time.</summary>
/// <param name="Kind">What it is, as <c>exec</c>.</param>
/// <param name="Place">File, line and column.</param>
/// <param name="Text">What it runs.</param>
public sealed record ShownBuildCode(string Kind, string Place, string Text);

/// <summary>What is known of one version of a package, for whoever decides on it.</summary>
public sealed record VettedPackage
{
    private const string AllowListRule = "AIR6001";

    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-512 in Base64 without the signature: what a decision is bound to.</summary>
    public required string ContentHash { get; init; }

    /// <summary><c>block</c>, <c>warn</c>, <c>note</c> or <c>clean</c> by the policy in force, without the question whether the package is on its list.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required ImmutableArray<LibraryReason> Reasons { get; init; }

    /// <summary>What was decided before, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>The feed that it came from.</summary>
    public string? Source { get; init; }

    /// <summary>The author who signed, or null.</summary>
    public ShownSigner? Author { get; init; }

    /// <summary>The repository that signed, or null.</summary>
    public ShownSigner? Repository { get; init; }

    /// <summary>Who owned it in that repository.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>When the repository, else the author, signed by a verified timestamp, or null.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Days since then, or null.</summary>
    public int? AgeInDays { get; init; }

    /// <summary>Licence: an SPDX expression, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>By what the licence is known.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<LicenceEvidence>))]
    public LicenceEvidence LicenceEvidence { get; init; }

    /// <summary>What runs at build time, whether this project uses it or not.</summary>
    public ImmutableArray<ShownBuildCode> BuildCode { get; init; } = [];

    /// <summary>Native libraries, relative to the package.</summary>
    public ImmutableArray<string> NativeFiles { get; init; } = [];

    /// <summary>Models, relative to the package.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>What could not be found out, each with the reason; empty if everything was.</summary>
    public ImmutableArray<string> NotKnown { get; init; } = [];

    /// <summary>Packages that it would add to what the projects below the current folder use, each as <c>A 1.0.0</c>, itself first.</summary>
    public ImmutableArray<string> Adds { get; init; } = [];

    /// <summary>What weighs on the packages that it needs, each as <c>block AIR6002 A 1.0.0 …</c>.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>The kinds of code at build time, for the lock.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> BuildCodeKinds { get; init; } = [];

    /// <summary>Looks at a package that was restored for a trial. Everything is read and verified anew.</summary>
    /// <param name="trial">The package with all that it needs.</param>
    /// <param name="context">The policy in force.</param>
    /// <param name="used">What the projects use already.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static VettedPackage Of(TrialRestore trial, GateContext context, UsedPackages used, CancellationToken cancellation)
    {
        var vetting = LibraryVetting.Run(context, trial.Graph, isStrictRead: true, cacheFolder: null, cancellation);
        var findings = PolicyVerdict.Weigh(context, vetting.Findings, [], DateTime.UtcNow.Date);
        var verdicts = LibraryVerdict.Of(vetting.Libraries, findings);
        var package = vetting.Libraries.Packages.First(package => package.Node == trial.Node);
        var facts = vetting.Memory.Of(package);
        var verified = PackageSigners.Of(vetting.Libraries).Verify(package, SignatureParts.All, cancellation);
        var published = verified.RepositoryTime ?? verified.AuthorTime;
        var licence = facts.Licence(cancellation);
        var code = facts.BuildCode(cancellation);

        // Whether the package is on the list is what is about to be decided; that somebody denied it is not.
        var verdict = verdicts.First(verdict => verdict.Id == package.Id);
        var isDenied = findings.Any(finding => finding.RuleId == AllowListRule && finding.Properties.GetValueOrDefault("verdict") == "denied" && finding.Properties[LibraryReport.PackageProperty] == package.Id);
        ImmutableArray<LibraryReason> reasons = [.. verdict.Reasons.Where(reason => isDenied || reason.RuleId != AllowListRule)];
        return new VettedPackage
        {
            Id = package.Id,
            Version = package.Version,
            ContentHash = package.Node.ContentHash ?? package.ContentHash ?? throw new ToolException(ExitCode.Incomplete, $"{package.Id} {package.Version} has no content hash"),
            Verdict = LibraryTable.WordOf(reasons.Where(reason => !reason.IsExcepted).Select(reason => reason.Level).DefaultIfEmpty(FindingLevel.Off).Max()),
            Reasons = reasons,
            Decision = vetting.Libraries.Decisions.On(package.Id).FirstOrDefault(decision => decision.IsAbout(package.Id, package.Version)) is { } decision
                ? $"{(decision.IsAllowed ? "allowed" : "denied")} by {decision.By} on {decision.At:yyyy-MM-dd}: {decision.Reason}{(vetting.Libraries.Decisions.ProblemOf(package) is { } problem ? $" ({problem})" : "")}"
                : null,
            Source = package.Source,
            Author = verified.Signature?.Author is { } author ? new ShownSigner(author.Name, author.Fingerprint, verified.IsAuthorVerified) : null,
            Repository = verified.Signature?.Repository is { } repository ? new ShownSigner(repository.ServiceIndex, repository.Signer.Fingerprint, verified.IsRepositoryVerified) : null,
            Owners = verified.Signature?.Repository?.Owners ?? [],
            Published = published,
            AgeInDays = published is null ? null : (int)Math.Max(0, (DateTimeOffset.UtcNow - published.Value).TotalDays),
            Licence = licence.Expression,
            LicenceEvidence = licence.Evidence,
            BuildCode = [.. code.Traits.Select(trait => new ShownBuildCode(trait.Kind, trait.Place, trait.Text))],
            BuildCodeKinds = code.Kinds,
            NativeFiles = [.. package.Files.Where(IsNative)],
            Models = [.. facts.Models(isStrict: true, cancellation).Models.Select(model => $"{model.Path} ({model.Scan.Format ?? "unknown format"}, {VerdictNames.Of(model.Scan.Verdict)})")],
            NotKnown = [.. findings.Where(finding => finding.RuleId == "AIR9004").Select(finding => finding.Message).Distinct()],
            Adds = [.. trial.Graph.Nodes.Where(node => node.Kind == PackageKind.Package && !used.Contains(node)).OrderBy(node => node != trial.Node).Select(node => used.Describe(node))],
            Needs =
            [
                .. verdicts.Where(other => other.Id != package.Id)
                    .SelectMany(other => other.Reasons.Where(reason => reason.Level >= FindingLevel.Warn && !reason.IsExcepted).Select(reason => $"{LibraryTable.WordOf(reason.Level)} {reason.RuleId} {other.Id} {other.Version} {reason.Text}")),
            ],
        };
    }

    private static bool IsNative(string file) =>
        (file.StartsWith("runtimes/", StringComparison.OrdinalIgnoreCase) && file.Contains("/native/", StringComparison.OrdinalIgnoreCase))
        || Path.GetExtension(file).ToLowerInvariant() is ".so" or ".dylib" or ".a" or ".lib";
}
