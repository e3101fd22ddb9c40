using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using Airlock.Core.Libraries;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Libraries;

public sealed class PackageModelsTests : IDisposable
{
    private static readonly byte[] StartsProcess = Encoding.ASCII.GetBytes("cposix\nsystem\n(S'id'\ntR.");
    private static readonly byte[] Safetensors = Encoding.ASCII.GetBytes("\u0002\0\0\0\0\0\0\0{}");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_found_by_name_and_content()
    {
        Write("contentFiles/any/any/a.safetensors", Safetensors);
        Write("build/assets.dat", StartsProcess);
        Write("content/page.html", "<html></html>"u8.ToArray());

        Assert.Equal(["build/assets.dat Malicious", "contentFiles/any/any/a.safetensors Clean"], Find());
    }

    [Fact]
    public void Resources_of_assemblies_are_found()
    {
        Write("lib/net10.0/Data.dll", Assembly(("strings", "plain text"u8.ToArray()), ("hidden", StartsProcess), ("weights", Safetensors)));

        Assert.Equal(["lib/net10.0/Data.dll!hidden Malicious", "lib/net10.0/Data.dll!weights Clean"], Find());
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("no assembly at all")]
    public void What_is_no_assembly_has_no_models(string content)
    {
        Write("runtimes/native.dll", Encoding.ASCII.GetBytes(content));

        Assert.Empty(Find());
    }

    [Fact]
    public void Damaged_assembly_does_no_harm()
    {
        var assembly = Assembly(("hidden", StartsProcess));
        var random = new Random(5);
        for (var number = 0; number < 300; number++)
        {
            var damaged = assembly.ToArray();
            for (var change = 0; change < 4; change++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Write("lib/Data.dll", damaged);
            Find();
        }
    }

    private IEnumerable<string> Find()
    {
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.Path, file).Replace('\\', '/'));
        return PackageModels.Find(_folder.Path, files, TestContext.Current.CancellationToken).Select(model => $"{model.Path} {model.Scan.Verdict}");
    }

    private void Write(string file, byte[] content)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>An assembly that holds nothing but resources.</summary>
    private static byte[] Assembly(params (string Name, byte[] Content)[] resources)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Data.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Data"), new Version(1, 0), default, default, default, default);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var content = new BlobBuilder();
        foreach (var (name, bytes) in resources)
        {
            content.Align(8);
            metadata.AddManifestResource(System.Reflection.ManifestResourceAttributes.Public, metadata.GetOrAddString(name), default, (uint)content.Count);
            content.WriteInt32(bytes.Length);
            content.WriteBytes(bytes);
        }

        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: content).Serialize(image);
        return image.ToArray();
    }
}
