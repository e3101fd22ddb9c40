using System.Collections.Concurrent;
using Airlock.Core.Libraries.Sources;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Integrity;

/// <summary>
/// AIR6003: lock file, package archive and extracted files of a package must all be of one content. NuGet's locked mode compares the lock with a note beside
/// the package, and never looks at the files that the build then uses.
/// </summary>
internal sealed class IntegrityCheck : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6003";

    private const int MaximumNames = 5;

    /// <summary>What other locks than NuGet's say of packages.</summary>
    public Func<LibrarySet, IEnumerable<ExpectedContent>> OtherLocks { get; init; } = _ => [];

    /// <summary>Compares a package with its archive, or remembers that it did: the package, whether everything is to be compared, what stops it.</summary>
    public Func<RestoredPackage, bool, CancellationToken, PackageContent> Verify { get; init; } = PackageContent.Verify;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var locked = ExpectedContent.OfNuGet(libraries, report, out var lockFile);
        var expected = locked.Concat(OtherLocks(libraries)).ToLookup(content => content.Id, StringComparer.OrdinalIgnoreCase);
        var contents = VerifyAll(libraries, cancellation);
        var unknown = new List<(RestoredPackage Package, string Why)>();
        for (var index = 0; index < contents.Length; index++)
        {
            var (package, content) = (libraries.Packages[index], contents[index]);
            var about = expected[package.Id].Where(one => one.IsAbout(package)).ToList();
            CheckHashes(package, content, about, report);
            CheckFiles(package, content, report);
            unknown.AddRange(content.Faults.Where(fault => fault.Kind == ContentFaultKind.Unknown).Select(fault => (package, fault.Subject)));
            if (lockFile is not null && libraries.Graph.Find(package.Id) == package.Node && !about.Any(one => one.Source == lockFile && one.ContentHash is not null))
            {
                report.Complain(
                    package,
                    RuleId,
                    $"is not in {lockFile} in this version and with a content hash, so nothing says what it should be; run `dotnet restore` and look at what changes there",
                    FindingLevel.Warn);
            }
        }

        ReportUnknown(libraries, unknown, report);
    }

    // A few packages are large and most are small: each thread takes the next.
    private PackageContent[] VerifyAll(LibrarySet libraries, CancellationToken cancellation)
    {
        var contents = new PackageContent[libraries.Packages.Length];
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, contents.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            index => contents[index] = Verify(libraries.Packages[index], libraries.IsStrictRead, cancellation));
        return contents;
    }

    private static void CheckHashes(RestoredPackage package, PackageContent content, List<ExpectedContent> expected, LibraryReport report)
    {
        // Order of trust: what is under review, then what restore wrote for the project, then what lies beside the package.
        var claims = expected.Where(one => one.ContentHash is not null).Select(one => (one.Source, Hash: one.ContentHash!))
            .Concat(Claim("project.assets.json", package.Node.ContentHash))
            .Concat(Claim(".nupkg.metadata", package.ContentHash))
            .Concat(Claim("the .nupkg itself", content.ArchiveHash))
            .ToList();
        var other = claims.FindIndex(claim => claim.Hash != claims[0].Hash);
        if (other < 0)
        {
            return;
        }

        report.Complain(
            package,
            RuleId,
            $"is not what was locked: its content hash is {Short(claims[0].Hash)} by {claims[0].Source} and {Short(claims[other].Hash)} by {claims[other].Source}; find out which is right, then {Advice(package)}",
            null,
            ("expectedHash", claims[0].Hash),
            ("expectedBy", claims[0].Source),
            ("foundHash", claims[other].Hash),
            ("foundBy", claims[other].Source));

        static IEnumerable<(string Source, string Hash)> Claim(string source, string? hash) => hash is null ? [] : [(source, hash)];
    }

    private static void CheckFiles(RestoredPackage package, PackageContent content, LibraryReport report)
    {
        if (content.Faults.FirstOrDefault(fault => fault.Kind == ContentFaultKind.Archive) is { } broken)
        {
            report.Complain(package, RuleId, $"has a .nupkg that is damaged or made to deceive: {broken.Subject}; {Advice(package)}", null, ("archive", broken.Subject));
        }

        var files = content.Faults.Where(fault => fault.Kind < ContentFaultKind.Archive).ToList();
        if (files.Count == 0)
        {
            return;
        }

        report.Complain(
            package,
            RuleId,
            $"is not on disk as it was packed: {Several(files.Select(fault => $"{PackageArchive.Show(fault.Subject)} was {Word(fault.Kind)}"))}; find out who did it, then {Advice(package)}",
            null,
            files.GroupBy(fault => fault.Kind).Select(group => (Word(group.Key), string.Join(';', group.Take(100).Select(fault => fault.Subject)))));
    }

    private static void ReportUnknown(LibrarySet libraries, List<(RestoredPackage Package, string Why)> unknown, LibraryReport report)
    {
        foreach (var group in unknown.GroupBy(one => (one.Why, MayLackArchive: MayLackArchive(libraries, one.Package))))
        {
            var packages = group.Select(one => one.Package).ToList();
            var (whose, who, advice) = packages.Count == 1
                ? ($"of library {packages[0].Node.Display}", "it", Advice(packages[0]))
                : ($"of {packages.Count} libraries ({Several(packages.Select(package => package.Node.Display))})", "each", "delete their folders from the package folder and run `dotnet restore --force`");
            report.Incomplete(
                $"The content {whose} is not verified: {who} {group.Key.Why}; {(packages[0].Folder is null ? "run `dotnet restore --force`" : advice)}",
                group.Key.MayLackArchive ? FindingLevel.Warn : null);
        }
    }

    // Whoever changes a file can remove the archive that tells, so a missing one is no small matter; but fallback folders come without archives, and
    // of a package that is not there nothing can be used.
    private static bool MayLackArchive(LibrarySet libraries, RestoredPackage package) =>
        package.Folder is null || FallbackFolder.Of(libraries.Graph, package) is not null;

    // NuGet takes a package for installed as long as .nupkg.metadata is there, so that `dotnet restore --force` alone repairs nothing.
    private static string Advice(RestoredPackage package) => $"delete {package.Node.Path ?? $"{package.Id}/{package.Version}".ToLowerInvariant()} from the package folder and run `dotnet restore --force`";

    private static string Word(ContentFaultKind kind) => kind switch
    {
        ContentFaultKind.Changed => "changed",
        ContentFaultKind.Added => "added",
        _ => "removed",
    };

    private static string Short(string hash) => hash.Length > 16 ? hash[..16] + "…" : hash;

    private static string Several(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        return string.Join(", ", all.Take(MaximumNames)) + (all.Count > MaximumNames ? $" and {all.Count - MaximumNames} more" : "");
    }
}
