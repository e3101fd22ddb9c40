using System.Collections.Immutable;
using Airlock.Core.Attestations;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Bom.Spdx;
using Airlock.Core.Bom.Vex;
using Airlock.Core.Restoring;

namespace Airlock.Core;

/// <summary>A shared framework that the project runs on.</summary>
/// <param name="Name">Name, as <c>Microsoft.AspNetCore.App</c>.</param>
/// <param name="Version">Version of its targeting pack.</param>
/// <param name="Pack">Identifier of that pack.</param>
public sealed record FrameworkUse(string Name, string Version, string Pack)
{
    /// <summary>The version from which on a framework will do where the application runs, or null.</summary>
    public string? MinimumVersion { get; init; }

    /// <summary>The pack that a self-contained application is delivered with, or null.</summary>
    public BomPack? RuntimePack { get; init; }
}

/// <summary>What a build tells the gate of one project and target framework. All paths are absolute.</summary>
public sealed record GateRequest
{
    /// <summary>The project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Target framework, as <c>net10.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>Whether the project is built for several target frameworks.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Runtime identifier, as <c>linux-x64</c>, or null for a portable build.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>Configuration, as <c>Release</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>Name of the assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>Version of the project.</summary>
    public required string Version { get; init; }

    /// <summary>Identifier as a package.</summary>
    public required string PackageId { get; init; }

    /// <summary>Whether the project can be packed.</summary>
    public bool IsPackable { get; init; }

    /// <summary>Kind of output, as <c>Exe</c>.</summary>
    public string OutputType { get; init; } = "Library";

    /// <summary>Whether the shared frameworks are delivered with the application.</summary>
    public bool IsSelfContained { get; init; }

    /// <summary>Who supplies the project, or null.</summary>
    public string? Company { get; init; }

    /// <summary>Address of its repository, or null.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>What the project says of itself.</summary>
    public ProjectMetadata Metadata { get; init; } = new();

    /// <summary>The projects that it references, also indirectly.</summary>
    public ImmutableArray<ReferencedProject> References { get; init; } = [];

    /// <summary>What the build puts into its output; null if that is not what an application would deliver, as for a library.</summary>
    public ImmutableArray<ShippedFile>? Shipped { get; init; }

    /// <summary>The native program that starts the application, or null.</summary>
    public BomPack? AppHost { get; init; }

    /// <summary>The compiled assembly.</summary>
    public required string AssemblyFile { get; init; }

    /// <summary>The compiler's ErrorLog.</summary>
    public required string ErrorLog { get; init; }

    /// <summary>Whether the build runs analyzers at all.</summary>
    public bool RunAnalyzers { get; init; } = true;

    /// <summary>NuGet's <c>project.assets.json</c>.</summary>
    public required string AssetsFile { get; init; }

    /// <summary>The policy file that the user named, or null.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>The lock file that the user named, or null.</summary>
    public string? LockFile { get; init; }

    /// <summary>The profile that the project asks for, or null.</summary>
    public string? Profile { get; init; }

    /// <summary>The environment that the build is for, as <c>production</c>, or null.</summary>
    public string? Environment { get; init; }

    /// <summary>Version of the CycloneDX format: 1.7 or 1.6.</summary>
    public string BomFormat { get; init; } = "1.7";

    /// <summary>Whether the bill of materials is written as SPDX 3.0.1 too.</summary>
    public bool WritesSpdx { get; init; }

    /// <summary>Whether a page for people is written too.</summary>
    public bool WritesReport { get; init; }

    /// <summary>Where the evidence goes.</summary>
    public required string EvidenceFolder { get; init; }

    /// <summary>Where the gate keeps its state.</summary>
    public required string IntermediateFolder { get; init; }

    /// <summary>Where is kept what the gate read in packages, for all projects of a user; null keeps it in the running process alone.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Declared models: paths or addresses.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Declared data sets: paths or addresses.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>What stands for declared addresses in this build.</summary>
    public ImmutableArray<RestoredFile> Restored { get; init; } = [];

    /// <summary>All other files of the project among which models may hide.</summary>
    public ImmutableArray<string> Content { get; init; } = [];

    /// <summary>Those of them that leave the machine: into the published folder, the package or the assembly.</summary>
    public ImmutableArray<string> Delivered { get; init; } = [];

    /// <summary>Shared frameworks.</summary>
    public ImmutableArray<FrameworkUse> Frameworks { get; init; } = [];

    /// <summary>Whether everything must be read again: in continuous integration and on publish.</summary>
    public bool IsStrictRead { get; init; }

    /// <summary>Where a copy of the result goes for a tool that started the build, or null.</summary>
    public string? ResultsFolder { get; init; }

    /// <summary>The time that evidence shall carry, or null for that of the commit or, where none is known, of the build.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where <see cref="Timestamp"/> comes from, in a word, or null.</summary>
    public string? TimestampSource { get; init; }

    /// <summary>The formats of events beside those of the policy: words separated by semicolons, <c>none</c>, or null.</summary>
    public string? EventFormats { get; init; }

    /// <summary>Whether this is a build of continuous integration.</summary>
    public bool IsContinuousIntegration { get; init; }

    /// <summary>Whether events are sent to the collectors of the policy, or null for what the policy says.</summary>
    public bool? SendEvents { get; init; }

    /// <summary>Path of the CycloneDX file.</summary>
    public string BomFile => Path.Combine(EvidenceFolder, AssemblyName + ".cdx.json");

    /// <summary>Path of the file that tells of known vulnerabilities (VEX), if there are any.</summary>
    public string VexFile => Path.Combine(EvidenceFolder, AssemblyName + VexEvidence.FileEnding);

    /// <summary>Path of the SPDX file, if there is to be one.</summary>
    public string SpdxFile => Path.Combine(EvidenceFolder, AssemblyName + SpdxWriter.Extension);

    /// <summary>Path of the page for people, if there is to be one.</summary>
    public string ReportFile => Path.Combine(EvidenceFolder, AssemblyName + ".html");

    /// <summary>Path of the SARIF file.</summary>
    public string SarifFile => Path.Combine(EvidenceFolder, AssemblyName + ".sarif");

    /// <summary>Path of the verdict, an in-toto statement.</summary>
    public string AttestationFile => Path.Combine(EvidenceFolder, AssemblyName + VerificationSummary.FileEnding);
}
