namespace Airlock.Core.Bom.Packages;

/// <summary>A file that the build puts into what it delivers: the output folder of a build, or what publish makes.</summary>
/// <param name="Path">Where the file lies, absolute.</param>
/// <param name="Destination">Where it goes, relative to the folder of the application, with <c>/</c>.</param>
public sealed record ShippedFile(string Path, string Destination)
{
    /// <summary>The package it is of, as MSBuild says, or null: files that a package's own targets add do not say it.</summary>
    public string? PackageId { get; init; }

    /// <summary>The version of that package, or null.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Whether it is inside the one file that the application is published as.</summary>
    public bool IsBundled { get; init; }
}
