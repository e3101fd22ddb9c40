using System.Collections.Immutable;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Bom;

/// <summary>Everything that a document is made from. Equal input gives equal bytes.</summary>
public sealed record BomInput
{
    /// <summary>The version of CycloneDX to write.</summary>
    public SpecVersion SpecVersion { get; init; } = SpecVersion.V1_7;

    /// <summary>The application that was built.</summary>
    public required BomApplication Application { get; init; }

    /// <summary>The folder that paths are relative to, absolute; it is cut from texts, so that none tells where the build ran.</summary>
    public required string Root { get; init; }

    /// <summary>The moment of the build, or null to leave it out. Whoever calls decides it: a build that is to be reproducible takes the commit's.</summary>
    public required DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where the time comes from, in a word, or null.</summary>
    public string? TimestampSource { get; init; }

    /// <summary>Whether everything is left out that differs between two builds of the same: time and serial number.</summary>
    public bool IsReproducible { get; init; }

    /// <summary>Who makes and supplies application and document, or null if nobody is known.</summary>
    public BomPublisher? Publisher { get; init; }

    /// <summary>SPDX identifier of the licence of the document itself, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>Who may see the document, see <see cref="Metadata.Tlp"/>; null if nobody said.</summary>
    public string? Tlp { get; init; }

    /// <summary>SHA-256 of Airlock's own assembly as 64 lower-case hex digits, or null.</summary>
    public string? ToolSha256 { get; init; }

    /// <summary>The version of Airlock.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>What restore resolved; null if the assets file could not be read, and then the document says that dependencies are unknown.</summary>
    public PackageGraph? Packages { get; init; }

    /// <summary>What was found out about packages, by package URL.</summary>
    public ImmutableDictionary<string, BomPackageFacts> PackageFacts { get; init; } = ImmutableDictionary<string, BomPackageFacts>.Empty;

    /// <summary>The files that the build delivers; null if that is not known, as for a library.</summary>
    public ImmutableArray<ShippedFile>? Shipped { get; init; }

    /// <summary>The documents of referenced projects.</summary>
    public ImmutableArray<BomReference> References { get; init; } = [];

    /// <summary>The native program that starts the application, of a build for one runtime; else null.</summary>
    public BomPack? AppHost { get; init; }

    /// <summary>The shared frameworks in use.</summary>
    public ImmutableArray<BomFramework> Frameworks { get; init; } = [];

    /// <summary>Model files of the project.</summary>
    public ImmutableArray<BomFile> Models { get; init; } = [];

    /// <summary>Data set files of the project.</summary>
    public ImmutableArray<BomFile> Datasets { get; init; } = [];

    /// <summary>All findings after policy. Those of AIR0001 become components and services, all that weigh more than a record become annotations.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Rules that this build could not check, so that their silence says nothing.</summary>
    public ImmutableArray<string> UncheckedRules { get; init; } = [];

    /// <summary>Whether the compiler told nothing of the code, so that AI assets in it are not known.</summary>
    public bool IsCodeUnknown { get; init; }

    /// <summary>The SARIF file of this build, or null.</summary>
    public BomReport? Sarif { get; init; }
}

/// <summary>The application.</summary>
/// <param name="Name">Package or assembly name.</param>
/// <param name="Version">Its version.</param>
/// <param name="TargetFramework">Short name of the framework, as <c>net10.0</c>.</param>
/// <param name="Configuration">As <c>Release</c>.</param>
/// <param name="OutputType">As MSBuild names it: <c>Exe</c>, <c>WinExe</c>, <c>Library</c>.</param>
/// <param name="IsPackable">Whether it can become a NuGet package, and so has a package URL of that type.</param>
public sealed record BomApplication(
    string Name, string Version, string TargetFramework, string Configuration, string OutputType, bool IsPackable)
{
    /// <summary>File name of the project, or null.</summary>
    public string? ProjectFile { get; init; }

    /// <summary><c>$(RuntimeIdentifier)</c>, or null for a portable build.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>File name of the assembly, or null.</summary>
    public string? AssemblyFile { get; init; }

    /// <summary>SHA-256 of the assembly as 64 lower-case hex digits, or null if it was not built.</summary>
    public string? AssemblySha256 { get; init; }

    /// <summary>A sentence on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Who wrote it.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>SPDX licence expression, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>Copyright notice, or null.</summary>
    public string? Copyright { get; init; }

    /// <summary>Its web address, or null.</summary>
    public string? ProjectUrl { get; init; }

    /// <summary>Address of its <c>security.txt</c> (RFC 9116), or null.</summary>
    public string? SecurityTxt { get; init; }

    /// <summary>The commit that was built, or null.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the frameworks are delivered with it.</summary>
    public bool IsSelfContained { get; init; }

    /// <summary>Whether publishing removes code that nothing reaches.</summary>
    public bool IsTrimmed { get; init; }

    /// <summary>Whether publishing compiles it to native code.</summary>
    public bool IsAot { get; init; }

    /// <summary>Whether publishing makes one file of it.</summary>
    public bool IsSingleFile { get; init; }

    /// <summary>Address of the source repository (<c>$(RepositoryUrl)</c>), or null.</summary>
    public string? RepositoryUrl { get; init; }
}

/// <summary>A shared framework.</summary>
/// <param name="Name">As <c>Microsoft.AspNetCore.App</c>.</param>
/// <param name="Version">Version of the pack that was resolved, or null if not known.</param>
public sealed record BomFramework(string Name, string? Version)
{
    /// <summary>Identifier of the pack it was resolved from, as <c>Microsoft.AspNetCore.App.Ref</c>, or null.</summary>
    public string? Pack { get; init; }

    /// <summary>The version from which on a framework will do (<c>runtimeconfig.json</c>), or null.</summary>
    public string? MinimumVersion { get; init; }

    /// <summary>What is delivered of it with a self-contained application, or null.</summary>
    public BomPack? RuntimePack { get; init; }

    /// <summary>Whether it is delivered with the application; otherwise it is expected where the application runs.</summary>
    public bool IsSelfContained { get; init; }
}

/// <summary>A model or data set file.</summary>
/// <param name="Path">Path relative to <see cref="BomInput.Root"/> with <c>/</c>, or an address.</param>
/// <param name="Sha256">SHA-256 as 64 lower-case hex digits, or null if it could not be read.</param>
public sealed record BomFile(string Path, string? Sha256)
{
    /// <summary>Length in bytes, or null.</summary>
    public long? Size { get; init; }

    /// <summary>Format, as <c>onnx</c>, or null.</summary>
    public string? Format { get; init; }

    /// <summary>SPDX expression, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>Where it came from, with an immutable revision, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Whether its bytes are those of its pin.</summary>
    public bool IsPinned { get; init; }

    /// <summary>What its header and the configurations beside it say of it, or null.</summary>
    public ModelFacts? Facts { get; init; }

    /// <summary>Its card, or null.</summary>
    public HubCard? Card { get; init; }

    /// <summary>Where the card lies, relative to <see cref="BomInput.Root"/>, or null.</summary>
    public string? CardPath { get; init; }
}

/// <summary>A report that belongs to the document.</summary>
/// <param name="Path">Path relative to the document, with <c>/</c>.</param>
/// <param name="Sha256">SHA-256 as 64 lower-case hex digits.</param>
public sealed record BomReport(string Path, string Sha256);
