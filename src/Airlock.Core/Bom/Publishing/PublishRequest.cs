using System.Collections.Immutable;
using Airlock.Core.Bom.Packages;

namespace Airlock.Core.Bom.Publishing;

/// <summary>What a publish tells of what it delivers. All paths are absolute.</summary>
public sealed record PublishRequest
{
    /// <summary>The project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Target framework, as <c>net10.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>Runtime identifier, or null.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>Name of the assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>NuGet's <c>project.assets.json</c>.</summary>
    public required string AssetsFile { get; init; }

    /// <summary>The document of the build.</summary>
    public required string BuildBomFile { get; init; }

    /// <summary>The folder in which the new document is made.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Every file that is delivered, those inside of a single file as well.</summary>
    public ImmutableArray<ShippedFile> Files { get; init; } = [];

    /// <summary>The one file that the application is published as, or null.</summary>
    public string? BundleFile { get; init; }

    /// <summary>Whether the application is compiled to native code, so that the packages are inside of it and their files are not.</summary>
    public bool IsAot { get; init; }

    /// <summary>Where the compiler to native code finds the framework that it puts into the program, or null.</summary>
    public string? NativeFrameworkFolder { get; init; }
}
