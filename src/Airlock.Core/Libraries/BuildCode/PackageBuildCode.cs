using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>
/// What a package brings that runs while a project is built, read from its folder alone: MSBuild files, tasks, analyzers, generators. Which of it
/// runs for one project, <see cref="RunsIn"/> says.
/// </summary>
public sealed record PackageBuildCode
{
    /// <summary>A package that brings nothing of the kind.</summary>
    public static PackageBuildCode None { get; } = new();

    /// <summary>Everything that was seen, whether it runs or not, in the order of files and places.</summary>
    public ImmutableArray<BuildTrait> Traits { get; init; } = [];

    /// <summary>The assemblies that the SDK hands to the compiler of C# by their place, in ordinal order.</summary>
    public ImmutableArray<string> Analyzers { get; init; } = [];

    /// <summary>For each MSBuild file that names others of the package (imports, assemblies of tasks, analyzers) those others.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Uses { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The kinds of traits that the package has, whether they run or not, each once, as words for the lock; what weighs most first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Kinds => KindsOf(Traits);

    /// <summary>The kinds of some traits, each once, what weighs most first.</summary>
    public static IReadOnlyList<string> KindsOf(IEnumerable<BuildTrait> traits)
    {
        var found = traits.Select(trait => trait.Kind).ToHashSet(StringComparer.Ordinal);
        return [.. BuildTraitKind.All.Select(kind => kind.Name).Where(found.Remove), .. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a package; what can't be read becomes a trait.</summary>
    /// <param name="package">The package; without a folder it has nothing.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static PackageBuildCode Read(RestoredPackage package, CancellationToken cancellation) =>
        package.Folder is { } folder ? BuildCodeReader.Read(folder, package.Files, cancellation) : None;

    /// <summary>
    /// What runs when a project is built that has the package in its graph. Analyzers run by their place alone: the SDK (10.0.401, measured) hands them to the
    /// compiler whatever <c>ExcludeAssets</c>, <c>IncludeAssets</c> and the package between say. MSBuild files run if restore selected them, and what those use.
    /// </summary>
    /// <param name="node">The package's node.</param>
    /// <param name="hasAnalyzers">Whether the compiler gets its analyzers: of a package that was only downloaded it does not.</param>
    public IReadOnlyList<BuildTrait> RunsIn(PackageNode node, bool hasAnalyzers = true)
    {
        if (Traits.IsEmpty)
        {
            return [];
        }

        var reached = new HashSet<string>(node.BuildFiles.Concat(hasAnalyzers ? Analyzers : []), StringComparer.OrdinalIgnoreCase) { "" };
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out var file))
        {
            foreach (var used in Uses.GetValueOrDefault(file, []))
            {
                if (reached.Add(used))
                {
                    waiting.Enqueue(used);
                }
            }
        }

        return [.. Traits.Where(trait => reached.Contains(trait.File) && BuildTraitKind.Of(trait.Kind).Runs)];
    }
}
