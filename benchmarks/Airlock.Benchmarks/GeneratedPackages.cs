using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Airlock.Benchmarks;

/// <summary>
/// A package folder and an assets file as restore leaves them for a large application: every package with its nuspec and digest
/// on disk, some forty files in the assets file, and three edges.
/// </summary>
public sealed class GeneratedPackages : IDisposable
{
    private const int FilesPerPackage = 40;
    private const int EdgesPerPackage = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("airlock-").FullName;
    private readonly int _count;

    public GeneratedPackages(int count)
    {
        _count = count;
        for (var index = 0; index < count; index++)
        {
            WritePackage(Id(index));
        }

        using var stream = File.Create(AssetsFile);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        WriteAssets(json);
    }

    public string AssetsFile => Path.Combine(_folder, "project.assets.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Id(int index) => $"Contoso.Package{index:D3}";

    private void WritePackage(string id)
    {
        var lower = id.ToLowerInvariant();
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "packages", lower, "1.0.0")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{lower}.1.0.0.nupkg.sha512"), Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(id))));
        File.WriteAllText(Path.Combine(folder, lower + ".nuspec"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>1.0.0</version>
                <authors>Contoso</authors>
                <license type="expression">MIT</license>
                <projectUrl>https://contoso.example/{lower}</projectUrl>
                <description>{new string('d', 400)}</description>
                <copyright>Copyright (c) Contoso</copyright>
                <repository type="git" url="https://git.contoso.example/{lower}.git" commit="0123456789abcdef0123456789abcdef01234567" />
              </metadata>
            </package>
            """);
    }

    private void WriteAssets(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 4);
        json.WriteStartObject("targets");
        json.WriteStartObject("net10.0");
        for (var index = 0; index < _count; index++)
        {
            WriteTarget(json, index);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("libraries");
        for (var index = 0; index < _count; index++)
        {
            WriteLibrary(json, Id(index));
        }

        json.WriteEndObject();
        json.WriteStartObject("projectFileDependencyGroups");
        json.WriteStartArray("net10.0");
        for (var index = 0; index < _count; index += 10)
        {
            json.WriteStringValue($"{Id(index)} >= 1.0.0");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("packageFolders");
        json.WriteStartObject(Path.Combine(_folder, "packages"));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteTarget(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject($"{Id(index)}/1.0.0");
        json.WriteString("type", "package");
        json.WriteStartObject("dependencies");
        for (var edge = 1; edge <= EdgesPerPackage && index + edge < _count; edge++)
        {
            json.WriteString(Id(index + edge), "1.0.0");
        }

        json.WriteEndObject();
        json.WriteStartObject("runtime");
        json.WriteStartObject($"lib/net10.0/{Id(index)}.dll");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLibrary(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject($"{id}/1.0.0");
        json.WriteString("sha512", Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(id))));
        json.WriteString("type", "package");
        json.WriteString("path", $"{id.ToLowerInvariant()}/1.0.0");
        json.WriteStartArray("files");
        for (var file = 0; file < FilesPerPackage; file++)
        {
            json.WriteStringValue($"lib/net{file}.0/{id}.dll");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
