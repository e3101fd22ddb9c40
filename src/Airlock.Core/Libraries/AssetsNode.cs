namespace Airlock.Core.Libraries;

/// <summary>A node while it is being put together from two sections of the file.</summary>
internal sealed class AssetsNode(string id, string version)
{
    public string Id { get; } = id;

    public string Version { get; } = version;

    public PackageKind Kind { get; set; }

    public bool HasCompileFiles { get; set; }

    public bool HasBuildFiles { get; set; }

    public string? ContentHash { get; set; }

    public string? Path { get; set; }

    public List<string> Files { get; } = [];

    public List<string> RuntimeFiles { get; } = [];

    public List<string> Dependencies { get; } = [];

    public List<string> FrameworkReferences { get; } = [];
}
