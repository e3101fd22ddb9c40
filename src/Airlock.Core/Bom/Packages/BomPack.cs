namespace Airlock.Core.Bom.Packages;

/// <summary>A package of the SDK's own: a runtime pack or an app host.</summary>
/// <param name="Id">Identifier, as <c>Microsoft.NETCore.App.Runtime.linux-x64</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record BomPack(string Id, string Version)
{
    /// <summary>Its folder, absolute, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>Package URL.</summary>
    public string Purl => PackageUrl.NuGet(Id, Version);
}
