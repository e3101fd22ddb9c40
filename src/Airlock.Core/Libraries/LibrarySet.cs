using System.Collections.Immutable;

namespace Airlock.Core.Libraries;

/// <summary>What the checks of libraries look at: all packages of one project and target framework.</summary>
/// <param name="Context">Project and policy.</param>
/// <param name="Graph">What restore resolved.</param>
public sealed record LibrarySet(GateContext Context, PackageGraph Graph)
{
    /// <summary>Finds the lines that bring packages in.</summary>
    internal Lazy<PackageReferenceLocator> Locator { get; } = new(() => new PackageReferenceLocator(Context));

    /// <summary>What was decided on packages.</summary>
    public LibraryDecisions Decisions { get; } = new(Context);

    /// <summary>Every package of the graph, of the project's other runtimes, and what the SDK downloaded for it, each once, in order of identifiers.</summary>
    public required ImmutableArray<RestoredPackage> Packages { get; init; }

    /// <summary>Whether nothing remembered may be used: in continuous integration and on publish.</summary>
    public bool IsStrictRead { get; init; }

    /// <summary>The time against which ages are measured (UTC).</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The packages of a graph.</summary>
    public static ImmutableArray<RestoredPackage> Locate(PackageGraph graph) =>
    [
        .. graph.Nodes.Where(node => node.Kind == PackageKind.Package)
            .Concat(graph.OtherPackages)
            .OrderBy(node => node.Id, StringComparer.OrdinalIgnoreCase)
            .Select(node => RestoredPackage.Locate(graph, node)),
    ];
}

/// <summary>One rule on libraries.</summary>
internal interface ILibraryCheck
{
    /// <summary>Looks at all packages, and tells the report what is wrong.</summary>
    void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation);
}
