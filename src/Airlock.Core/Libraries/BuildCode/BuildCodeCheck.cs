using NuGet.Versioning;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>AIR6010: packages of which something runs while the project is built, and what an upgrade brings newly.</summary>
/// <param name="isVetted">Whether somebody vetted exactly this content.</param>
/// <param name="known">The versions of a package that the lock knows, each with the kinds of traits that it had.</param>
/// <param name="read">Where the traits of a package come from; null reads its folder.</param>
internal sealed class BuildCodeCheck(
    Func<RestoredPackage, bool> isVetted,
    Func<string, IReadOnlyList<(string Version, IReadOnlyList<string> Kinds)>> known,
    Func<RestoredPackage, CancellationToken, PackageBuildCode>? read = null) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6010";

    /// <summary>Property of a finding: the kinds of what runs, with blanks between.</summary>
    public const string KindsProperty = "kinds";

    /// <summary>Property of a finding: each trait that runs, as <c>exec build/A.targets(12,5): "curl"</c>, with line ends between.</summary>
    public const string TraitsProperty = "traits";

    /// <summary>Property of a finding: the kinds that the version of the lock did not have.</summary>
    public const string NewKindsProperty = "newKinds";

    private const int ShownOfKind = 2;

    // The mark of a pack of the SDK, whose analyzers it hands to the compiler though no reference leads to it.
    private const string MarkOfFramework = "data/FrameworkList.xml";

    private readonly Func<RestoredPackage, CancellationToken, PackageBuildCode> _read = read ?? PackageBuildCode.Read;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var codes = libraries.Packages.AsParallel().AsOrdered().WithCancellation(cancellation).Select(package => (package, result: Read(package, cancellation)));
        foreach (var (package, (code, problem)) in codes.ToList())
        {
            if (problem is not null)
            {
                report.Complain(package, "AIR9004", $"can't be searched for code that runs at build time: {problem}; restore it again");
            }
            else if (code is not null && Runs(libraries, package, code) is { Count: > 0 } traits && !isVetted(package))
            {
                Complain(report, package, traits);
            }
        }
    }

    private (PackageBuildCode? Code, string? Problem) Read(RestoredPackage package, CancellationToken cancellation)
    {
        try
        {
            return (_read(package, cancellation), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static IReadOnlyList<BuildTrait> Runs(LibrarySet libraries, RestoredPackage package, PackageBuildCode code) =>
        code.RunsIn(package.Node, ReferenceEquals(libraries.Graph.Find(package.Id), package.Node) || package.Files.Contains(MarkOfFramework));

    private void Complain(LibraryReport report, RestoredPackage package, IReadOnlyList<BuildTrait> traits)
    {
        var kinds = PackageBuildCode.KindsOf(traits);
        var earlier = Earlier(package);
        var added = earlier is { } version ? kinds.Except(version.Kinds, StringComparer.Ordinal).ToList() : [];
        var news = added.Count > 0 ? $"newly has {Join(added.ConvertAll(kind => BuildTraitKind.Of(kind).One))} since {earlier!.Value.Version}; it " : "";
        List<(string, string)> facts =
        [
            (KindsProperty, string.Join(' ', kinds)),
            (TraitsProperty, string.Join('\n', traits.Select(trait => $"{trait.Kind} {trait.Place}: {trait.Text}"))),
        ];
        if (added.Count > 0)
        {
            facts.Add((NewKindsProperty, string.Join(' ', added)));
        }

        report.Complain(
            package,
            RuleId,
            $"{news}runs code at build time: {string.Join(", ", kinds.Select(kind => Describe(kind, traits)))}; read what it does and vet the package, or remove it",
            facts: facts);
    }

    // The nearest version below is the one that was upgraded; for want of one below, any other.
    private (string Version, IReadOnlyList<string> Kinds)? Earlier(RestoredPackage package)
    {
        if (!NuGetVersion.TryParse(package.Version, out var current))
        {
            return null;
        }

        var others = known(package.Id)
            .Select(entry => (entry, version: NuGetVersion.TryParse(entry.Version, out var version) ? version : null))
            .Where(other => other.version is not null && other.version != current)
            .OrderByDescending(other => other.version < current)
            .ThenByDescending(other => other.version)
            .ToList();
        return others.Count > 0 ? others[0].entry : null;
    }

    private static string Describe(string kind, IReadOnlyList<BuildTrait> traits)
    {
        var found = traits.Where(trait => trait.Kind == kind).DistinctBy(trait => trait.Text, StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", found.Take(ShownOfKind).Select(trait => trait.Line > 0 ? $"{trait.Text} at {trait.Place}" : trait.Text));
        var (one, many) = (BuildTraitKind.Of(kind).One, BuildTraitKind.Of(kind).Many);
        return found.Count == 1 ? $"{one} ({shown})" : $"{found.Count} {many} ({shown}{(found.Count > ShownOfKind ? ", …" : "")})";
    }

    private static string Join(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
}
