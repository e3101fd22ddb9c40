using System.IO.Compression;
using System.Reflection;
using System.Reflection.Emit;
using System.Security;
using System.Text;

namespace Airlock.EndToEnd.Tests;

/// <summary>A folder of packages that a test makes, as a feed of its own beside that of the gate.</summary>
internal sealed class LocalFeed
{
    private readonly PackedGate _gate;

    public LocalFeed(PackedGate gate, string name = "feed")
    {
        _gate = gate;
        Folder = Path.Combine(gate.Folder, $"{name} {Guid.NewGuid().ToString("N")[..8]}");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder of the packages: the address of the feed.</summary>
    public string Folder { get; }

    /// <summary>The file of a package.</summary>
    public string FileOf(string id, string version) => Path.Combine(Folder, $"{id}.{version}.nupkg");

    /// <summary>Adds a package without a signature.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="version">Version.</param>
    /// <param name="metadata">Further elements of its metadata, as XML.</param>
    /// <param name="files">Its files: path and content; a library in <c>lib/net10.0</c> if there are none.</param>
    public LocalFeed Add(string id, string version, string metadata = "", params (string Path, byte[] Content)[] files)
    {
        using var archive = ZipFile.Open(FileOf(id, version), ZipArchiveMode.Create);
        Write(archive, $"{id}.nuspec", Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{SecurityElement.Escape(id)}</id>
                <version>{version}</version>
                <authors>Contoso</authors>
                <description>A package of the tests.</description>
                {metadata}
              </metadata>
            </package>
            """));
        Write(archive, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="nuspec" ContentType="application/octet" /></Types>"""u8.ToArray());
        foreach (var (path, content) in files.Length > 0 ? files : [($"lib/net10.0/{id}.dll", Library(id))])
        {
            Write(archive, path, content);
        }

        return this;
    }

    /// <summary>Adds a real package, as it was published, from those that the tests were restored with.</summary>
    public LocalFeed AddReal(string id, string version)
    {
        var (folder, file) = (id.ToLowerInvariant(), $"{id}.{version}.nupkg".ToLowerInvariant());
        File.Copy(Path.Combine(PackedGate.PackageRoot, folder, version, file), FileOf(id, version));
        return this;
    }

    /// <summary>Makes a project ask this feed first, with a package folder of its own, so that nothing is left to other tests.</summary>
    /// <param name="project">The project.</param>
    /// <param name="more">Further sections of its <c>nuget.config</c>, as XML.</param>
    /// <param name="address">Where it finds the feed, if not by the folder.</param>
    public TestProject Use(TestProject project, string more = "", string? address = null)
    {
        project.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{address ?? Folder}" allowInsecureConnections="true" />
                <add key="airlock" value="{_gate.Feed}" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              {more}
            </configuration>
            """);
        return project;
    }

    /// <summary>The bytes of a library without any code.</summary>
    public static byte[] Library(string name)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        assembly.DefineDynamicModule(name);
        using var stream = new MemoryStream();
        assembly.Save(stream);
        return stream.ToArray();
    }

    private static void Write(ZipArchive archive, string path, byte[] content)
    {
        using var stream = archive.CreateEntry(path).Open();
        stream.Write(content);
    }
}
