namespace Airlock.Core.Libraries;

/// <summary>A node while it is being put together from two sections of the file.</summary>
internal sealed class AssetsNode(string id, string version)
{
    public string Id { get; } = id;

    public string Version { get; } = version;

    public PackageKind Kind { get; set; }

    public bool HasCompileFiles => CompileFiles.Count > 0;

    public bool HasBuildFiles => BuildFiles.Count > 0;

    public string? ContentHash { get; set; }

    public string? Path { get; set; }

    public List<string> Files { get; } = [];

    public List<string> CompileFiles { get; } = [];

    public List<string> RuntimeFiles { get; } = [];

    public List<string> BuildFiles { get; } = [];

    public List<string> ContentFiles { get; } = [];

    /// <summary>What the same package gives to other runtimes of the same framework.</summary>
    public List<string> OtherRuntimeFiles { get; } = [];

    /// <summary>Every file of the package that restore selected for the project and any of its runtimes, each once.</summary>
    public IEnumerable<string> AssetFiles =>
        CompileFiles.Concat(RuntimeFiles).Concat(BuildFiles).Concat(ContentFiles).Concat(OtherRuntimeFiles).Distinct(StringComparer.Ordinal);

    public List<string> Dependencies { get; } = [];

    public List<string> FrameworkReferences { get; } = [];
}
