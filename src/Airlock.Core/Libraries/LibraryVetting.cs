using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Airlock.Core.Findings;
using Airlock.Core.Libraries.BuildCode;
using Airlock.Core.Libraries.Feeds;
using Airlock.Core.Libraries.Integrity;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Libraries.Models;
using Airlock.Core.Libraries.Names;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Libraries.Sources;
using Airlock.Core.Libraries.Vulnerabilities;
using Airlock.Core.Policy;

namespace Airlock.Core.Libraries;

/// <summary>What the checks of libraries came to for one project and target framework.</summary>
/// <param name="Libraries">The packages.</param>
/// <param name="Memory">What was read in them.</param>
/// <param name="Findings">What was found, before policy.</param>
public sealed record LibraryVettingResult(LibrarySet Libraries, PackageMemory Memory, ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// Every file and folder on which the findings rest; null if they must not be shown again without a new run, because a package is not as it was
    /// packed, and nobody knows what will repair it.
    /// </summary>
    public IReadOnlyCollection<WatchedFile>? Watched { get; init; }
}

/// <summary>Runs every rule on libraries (AIR60xx) over the packages of one project and target framework.</summary>
public static class LibraryVetting
{
    /// <summary>Vets all packages.</summary>
    /// <param name="context">Project and policy.</param>
    /// <param name="graph">What restore resolved.</param>
    /// <param name="isStrictRead">Whether nothing remembered may be used.</param>
    /// <param name="cacheFolder">Where is kept what was read in packages, or null.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static LibraryVettingResult Run(GateContext context, PackageGraph graph, bool isStrictRead, string? cacheFolder, CancellationToken cancellation)
    {
        var memory = PackageMemory.Open(cacheFolder, trusted: !isStrictRead);
        var libraries = new LibrarySet(context, graph) { Packages = LibrarySet.Locate(graph), IsStrictRead = isStrictRead };
        var signers = PackageSigners.Of(libraries);
        var reports = RunAll([.. Checks(libraries, signers, memory, cacheFolder, cancellation)], libraries, cancellation);
        memory.Save();
        return new LibraryVettingResult(libraries, memory, [.. reports.SelectMany(report => report.Findings).Distinct()]) { Watched = Watch(libraries, memory, cancellation) };
    }

    // Side by side, each with a report of its own: one reads files while another compares names. What they found is told in their order.
    private static LibraryReport[] RunAll(ILibraryCheck[] checks, LibrarySet libraries, CancellationToken cancellation)
    {
        var reports = Array.ConvertAll(checks, _ => new LibraryReport(libraries));
        try
        {
            Parallel.For(0, checks.Length, new ParallelOptions { CancellationToken = cancellation }, index => checks[index].Run(libraries, reports[index], cancellation));
        }
        catch (AggregateException exception) when (exception.Flatten().InnerExceptions is [var first, ..])
        {
            // What one of them throws is what the gate's caller shall see.
            ExceptionDispatchInfo.Throw(first);
        }

        return reports;
    }

    private static IEnumerable<ILibraryCheck> Checks(LibrarySet libraries, PackageSigners signers, PackageMemory memory, string? cacheFolder, CancellationToken cancellation)
    {
        var decisions = libraries.Decisions;
        IReadOnlyList<string>? OwnersOf(RestoredPackage package) => signers.VerifiedOwners(package, cancellation);

        // Feeds are asked once, and only if policy allows it: what comes of that, several checks want to know.
        var answerFolder = cacheFolder ?? Path.GetTempPath();
        var facts = new Lazy<FeedFacts>(() => FeedFacts.Ask(libraries, answerFolder, limits: null, cancellation));
        var advisories = new Lazy<FeedVulnerabilities>(() => FeedVulnerabilities.Read(libraries, answerFolder, limits: null, cancellation));

        yield return new IntegrityCheck
        {
            OtherLocks = _ => libraries.Context.Lock.Libraries.Select(decision => new ExpectedContent(PolicyFiles.LockName, decision.Id, decision.Version, decision.ContentHash)),
            Verify = (package, isStrict, stop) => memory.Of(package).Content(isStrict, stop),
        };
        yield return new AllowListCheck(OwnersOf);
        yield return new VulnerabilityCheck(new FeedVulnerabilitySource((_, _) => facts.Value, (_, _) => advisories.Value));
        yield return new SourceCheck
        {
            VerifiedServiceIndex = package => OwnersOf(package) is not null ? signers.Verify(package, SignatureParts.Repository, cancellation).Signature!.Repository!.ServiceIndex : null,
        };
        yield return new SignerCheck();
        yield return new LookalikeCheck(OwnersOf, decisions.IsVetted);
        yield return new CooldownCheck(package => facts.Value.Find(package)?.Published, decisions.IsVetted);
        yield return new DeprecationCheck((_, _) => facts.Value);
        yield return new LibraryLicenceCheck(package => memory.Of(package).Licence(cancellation), package => decisions.Approval(package)?.Licence);
        yield return new BuildCodeCheck(
            decisions.IsVetted,
            id => [.. decisions.On(id).Where(decision => decision.IsAllowed).Select(decision => (decision.Version, decision.BuildCode))],
            (package, stop) => memory.Of(package).BuildCode(stop));
        yield return new PackageModelCheck(decisions.IsVetted, (package, stop) => memory.Of(package).Models(libraries.IsStrictRead, stop));
    }

    private static List<WatchedFile>? Watch(LibrarySet libraries, PackageMemory memory, CancellationToken cancellation)
    {
        var watched = new List<WatchedFile>();
        foreach (var package in libraries.Packages.Where(package => package.Folder is not null))
        {
            var content = memory.Of(package).Content(libraries.IsStrictRead, cancellation);
            if (!content.Faults.IsEmpty)
            {
                return null;
            }

            watched.AddRange(content.Files.Select(file => new WatchedFile(Path.Combine(package.Folder!, file.Path), IsFolder: false, file.Identity)));
            watched.AddRange(content.Folders.Select(file => new WatchedFile(Path.Combine(package.Folder!, file.Path), IsFolder: true, file.Identity)));
        }

        watched.AddRange(OtherInputs(libraries).Select(WatchedFile.Now));
        return watched;
    }

    private static IEnumerable<string> OtherInputs(LibrarySet libraries)
    {
        var (context, restore) = (libraries.Context, libraries.Graph.Restore);
        var named = context.Policy.Libraries.VulnerabilityDatabases.Concat(context.Policy.Libraries.Vex)
            .Select(entry => Path.GetFullPath(entry.Text, Path.GetDirectoryName(context.PolicyFile)!))
            .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Prepend(path) : [path]);

        // Data that an audit would find from now on changes what is said of it; data that was renewed is restore's matter.
        var cache = NuGetHttpCache.OfUser();
        var missing = AuditSources.Of(restore).Select(cache.IndexOf).Where(path => !File.Exists(path));
        return restore.ConfigFiles
            .Concat(missing)
            .Append(Path.Combine(Path.GetDirectoryName(context.ProjectFile)!, restore.LockFile ?? "packages.lock.json"))
            .Concat(named);
    }
}
