namespace Airlock.Core;

/// <summary>Package URLs (ECMA-427), of the types that a build of .NET meets.</summary>
public static class PackageUrl
{
    /// <summary>A NuGet package: <c>pkg:nuget/Id@1.2.3</c>. The letter case of the identifier is kept.</summary>
    public static string NuGet(string id, string version) => $"pkg:nuget/{Escape(id)}@{Escape(version)}";

    /// <summary>Something that no registry knows: <c>pkg:generic/name@version</c>.</summary>
    public static string Generic(string name, string version) => $"pkg:generic/{Escape(name)}@{Escape(version)}";

    /// <summary>A file that is known by its digest only.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sha256">SHA-256, 64 lower-case hex digits.</param>
    public static string GenericFile(string name, string sha256) => $"pkg:generic/{Escape(name)}?checksum=sha256:{sha256}";

    /// <summary>A repository of the Hugging Face hub at a commit.</summary>
    /// <param name="owner">Owner of the repository.</param>
    /// <param name="name">Its name.</param>
    /// <param name="commit">40 hex digits.</param>
    public static string HuggingFace(string owner, string name, string commit) =>
        $"pkg:huggingface/{Escape(owner)}/{Escape(name)}@{commit.ToLowerInvariant()}";

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
