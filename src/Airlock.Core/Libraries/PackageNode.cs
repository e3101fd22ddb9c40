using System.Collections.Immutable;

namespace Airlock.Core.Libraries;

/// <summary>What a node of the graph is.</summary>
public enum PackageKind
{
    /// <summary>A NuGet package.</summary>
    Package,

    /// <summary>Another project, built beside this one.</summary>
    Project,
}

/// <summary>What becomes of the files of a package.</summary>
public enum PackageUse
{
    /// <summary>At least one file runs with the application, or it brings in a package of which that is true.</summary>
    Runtime,

    /// <summary>The compiler reads it; nothing of it runs with the application.</summary>
    Compile,

    /// <summary>Only the build uses it: analyzers, generators, props and targets.</summary>
    Build,
}

/// <summary>One package or project that restore resolved for one target framework.</summary>
public sealed record PackageNode
{
    /// <summary>Identifier, in the letter case of the package itself.</summary>
    public required string Id { get; init; }

    /// <summary>Resolved version, normalised as NuGet does.</summary>
    public required string Version { get; init; }

    /// <summary>Package or project.</summary>
    public required PackageKind Kind { get; init; }

    /// <summary>What its files are for.</summary>
    public PackageUse Use { get; init; }

    /// <summary>Whether the project itself names it.</summary>
    public bool IsDirect { get; init; }

    /// <summary>The range the project asks for, as <c>[1.2.3, )</c>; null unless direct.</summary>
    public string? Requested { get; init; }

    /// <summary>Whether the SDK added the reference, not the project's author.</summary>
    public bool IsAutoReferenced { get; init; }

    /// <summary>Whether its version is that of <c>Directory.Packages.props</c>, also where the project does not name the package itself (transitive pinning).</summary>
    public bool IsCentrallyManaged { get; init; }

    /// <summary>
    /// SHA-512 in Base64 of the package without its signature, or null for a project. It equals <c>contentHash</c> of the
    /// NuGet lock file and differs from the digest of a signed <c>.nupkg</c> file.
    /// </summary>
    public string? ContentHash { get; init; }

    /// <summary>For a package its folder, relative to a package folder; for a project the project file, relative to the referring one.</summary>
    public string? Path { get; init; }

    /// <summary>Every file of the package, relative to its folder; empty for a project.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The files that run with the application, relative to the package's folder.</summary>
    public ImmutableArray<string> RuntimeFiles { get; init; } = [];

    /// <summary>Every file that restore selected for the project, for any of its runtimes: compile, runtime, native, build and content files. Analyzers are not among them.</summary>
    public ImmutableArray<string> AssetFiles { get; init; } = [];

    /// <summary>The props and targets that MSBuild imports into the project.</summary>
    public ImmutableArray<string> BuildFiles { get; init; } = [];

    /// <summary>Identifiers of the nodes it needs, in ordinal order, each in the letter case of that node.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The name as messages show it: <c>A 1.0.0</c> for a package, the bare name for a project.</summary>
    public string Display => Kind == PackageKind.Package ? $"{Id} {Version}" : Id;
}
