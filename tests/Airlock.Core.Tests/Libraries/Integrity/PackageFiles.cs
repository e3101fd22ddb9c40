using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries.Integrity;

/// <summary>A package in a package folder, as restore leaves it: archive, extracted files and NuGet's notes.</summary>
public sealed class PackageFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public PackageFiles(string root, string id = "Contoso.Chat", string version = "1.2.0")
    {
        (Root, Id, Version) = (root, id, version);
        Add("lib/net10.0/Contoso.Chat.dll", "an assembly, more or less");
        Add("lib/net10.0/Contoso.Chat.xml", "<doc />");
        Add("lib/net8.0/Contoso.Chat.dll", "another assembly");
        Add("README.md", "Read me.");
    }

    public string Root { get; }

    public string Id { get; }

    public string Version { get; }

    public string? Source { get; set; } = "https://feed.example.com/v3/index.json";

    public List<string> Assets { get; } = ["lib/net10.0/Contoso.Chat.dll"];

    public List<string> BuildFiles { get; } = [];

    public string PackageFolder => Path.Combine(Root, "packages");

    public string Folder => Path.Combine(PackageFolder, Id.ToLowerInvariant(), Version);

    public string Archive => Path.Combine(Folder, $"{Id}.{Version}.nupkg".ToLowerInvariant());

    public string ContentHash { get; set; } = "";

    public string Manifest { get; set; } = "<package />";

    public PackageFiles Add(string file, string content) => Add(file, System.Text.Encoding.UTF8.GetBytes(content));

    public PackageFiles Add(string file, byte[] content)
    {
        _files[file] = content;
        return this;
    }

    /// <summary>Adds targets, a task and what the task loads.</summary>
    public PackageFiles WithBuild()
    {
        Add($"build/{Id}.targets", "<Project />");
        Add("tools/net10.0/Task.dll", "a task");
        BuildFiles.Add($"build/{Id}.targets");
        Assets.Add($"build/{Id}.targets");
        return this;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), content);
    }

    /// <summary>Writes archive, notes and extracted files.</summary>
    public PackageFiles Restore()
    {
        Directory.CreateDirectory(Folder);
        WriteArchive(Pack());
        foreach (var (file, content) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.WriteAllBytes(PathOf(file), content);
        }

        Write($"{Id}.nuspec".ToLowerInvariant(), Manifest);
        return this;
    }

    /// <summary>Writes the archive anew, with a note of its digest.</summary>
    public void WriteArchive(byte[] bytes)
    {
        File.WriteAllBytes(Archive, bytes);
        ContentHash = Convert.ToBase64String(SHA512.HashData(bytes));
        File.WriteAllText(Archive + ".sha512", ContentHash);
        WriteMetadata(ContentHash);
    }

    public void WriteMetadata(string contentHash) => File.WriteAllText(
        PathOf(".nupkg.metadata"), new JsonObject { ["version"] = 2, ["contentHash"] = contentHash, ["source"] = Source }.ToJsonString());

    public byte[] Pack(params (string Name, string Content)[] more)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, byte[] content)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }

            Put("_rels/.rels", [1]);
            Put("[Content_Types].xml", [2]);
            Put("package/services/metadata/core-properties/0123.psmdcp", [3]);
            Put($"{Id}.nuspec", System.Text.Encoding.UTF8.GetBytes(Manifest));
            foreach (var (file, content) in _files)
            {
                Put(Uri.EscapeDataString(file).Replace("%2F", "/"), content);
            }

            foreach (var (name, content) in more)
            {
                Put(name, System.Text.Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    public PackageNode Node => new()
    {
        Id = Id,
        Version = Version,
        Kind = PackageKind.Package,
        IsDirect = true,
        ContentHash = ContentHash,
        Path = $"{Id}/{Version}".ToLowerInvariant(),
        Files = [.. _files.Keys, $"{Id}.nuspec".ToLowerInvariant()],
        AssetFiles = [.. Assets],
        BuildFiles = [.. BuildFiles],
    };

    public PackageGraph Graph(RestoreRecord? restore = null) => GraphOf([PackageFolder], restore ?? new RestoreRecord(), Node);

    public RestoredPackage Package => RestoredPackage.Locate(Graph(), Node);

    public static PackageGraph GraphOf(IEnumerable<string> folders, RestoreRecord restore, params PackageNode[] nodes) => new("App", nodes, [], [.. folders], restore);
}
