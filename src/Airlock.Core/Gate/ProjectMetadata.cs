using System.Collections.Immutable;

namespace Airlock.Core;

/// <summary>What a project says of itself in MSBuild properties, and what its documents shall say. Everything may be missing.</summary>
public sealed record ProjectMetadata
{
    /// <summary><c>$(Description)</c>.</summary>
    public string? Description { get; init; }

    /// <summary><c>$(Authors)</c>, separated by commas or semicolons.</summary>
    public string? Authors { get; init; }

    /// <summary><c>$(Copyright)</c>.</summary>
    public string? Copyright { get; init; }

    /// <summary><c>$(PackageLicenseExpression)</c>.</summary>
    public string? Licence { get; init; }

    /// <summary><c>$(PackageProjectUrl)</c>.</summary>
    public string? ProjectUrl { get; init; }

    /// <summary>The commit that is built (<c>$(SourceRevisionId)</c>, <c>$(RepositoryCommit)</c>).</summary>
    public string? Commit { get; init; }

    /// <summary>Address of the <c>security.txt</c> (<c>$(AirlockSecurityTxt)</c>).</summary>
    public string? SecurityTxt { get; init; }

    /// <summary>Address of mail for questions on the document (<c>$(AirlockBomContact)</c>).</summary>
    public string? Contact { get; init; }

    /// <summary>Who may see the document (<c>$(AirlockBomTlp)</c>).</summary>
    public string? Tlp { get; init; }

    /// <summary>Licence of the document (<c>$(AirlockBomLicence)</c>).</summary>
    public string? BomLicence { get; init; }

    /// <summary>Whether the document must hold neither time nor serial number (<c>$(AirlockBomReproducible)</c> is <c>strict</c>).</summary>
    public bool IsReproducible { get; init; }

    /// <summary><c>$(PublishTrimmed)</c>.</summary>
    public bool IsTrimmed { get; init; }

    /// <summary><c>$(PublishAot)</c>.</summary>
    public bool IsAot { get; init; }

    /// <summary><c>$(PublishSingleFile)</c>.</summary>
    public bool IsSingleFile { get; init; }

    /// <summary>The authors one by one.</summary>
    public ImmutableArray<string> AuthorNames() =>
        [.. (Authors ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

/// <summary>A project that the build references.</summary>
/// <param name="ProjectFile">The project file, absolute.</param>
/// <param name="BomFile">The document of its own build, absolute, whether it is there or not.</param>
public sealed record ReferencedProject(string ProjectFile, string BomFile);
