using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Airlock.Core.Libraries.Models;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Models;

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
        Write("lib/net10.0/Data.dll", TestAssembly.WithResources(("strings", "plain text"u8.ToArray()), ("hidden", StartsProcess), ("weights", Safetensors)));

        Assert.Equal(["lib/net10.0/Data.dll!hidden Malicious", "lib/net10.0/Data.dll!weights Clean"], Find());
    }

    [Fact]
    public void Files_in_resource_containers_are_found()
    {
        Write("lib/net10.0/Data.dll", TestAssembly.WithResources(
            ("App.resources", TestAssembly.Container("model", StartsProcess)),
            ("Other.resources", TestAssembly.Container("weights", new MemoryStream(Safetensors))),
            ("Texts.resources", TestAssembly.Container("model", "cposix\nsystem\n"))));

        Assert.Equal(["lib/net10.0/Data.dll!App.resources!model Malicious", "lib/net10.0/Data.dll!Other.resources!weights Clean"], Find());
    }

    [Theory]
    [InlineData("lib/net10.0/a.xml", "<?xml version=\"1.0\"?><doc />")]
    [InlineData("lib/net10.0/b.xml", "\uFEFF\n<!-- <net> --><doc><net /></doc>")]
    [InlineData("README.md", "# Tool\n\nclass A\ndef b():")]
    [InlineData("LICENSE.TXT", "The MIT License (MIT)\n\nCopyright (c) .NET Foundation")]
    [InlineData("build/config.json", "{ \"a\": [1, 2] }")]
    [InlineData("content/vocab.txt", "a b\nc d\n(S'x'")]
    [InlineData("content/merges.bpe", "#version: 0.2\ni n\nt h\n")]
    [InlineData("icon.png", "\u0089PNG\r\n\u001a\n")]
    public void Ordinary_files_are_no_models(string file, string content)
    {
        Write(file, file.EndsWith(".png", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(content) : Encoding.UTF8.GetBytes(content));

        Assert.Empty(Find());
    }

    [Theory]
    [InlineData("lib/net10.0/a.xml")]
    [InlineData("icon.png")]
    [InlineData("runtimes/linux-x64/native/a.so")]
    [InlineData("lib/net10.0/a.dll")]
    [InlineData("LICENSE.TXT")]
    public void A_name_disguises_nothing(string file)
    {
        Write(file, StartsProcess);

        Assert.Equal([$"{file} Malicious"], Find());
    }

    [Fact]
    public void A_model_in_XML_is_found_under_its_ordinary_name()
    {
        Write("contentFiles/any/any/m.xml", "<?xml version=\"1.0\"?><net name=\"m\" version=\"11\"><layers /></net>"u8.ToArray());

        Assert.StartsWith("contentFiles/any/any/m.xml", Assert.Single(Find()), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_count_by_what_is_in_them()
    {
        Write("runtimes/ios/native/a.xcframework.zip", Zip(("a.framework/a", [0xcf, 0xfa, 0xed, 0xfe, 1, 2, 3, 4, 5]), ("a.framework/Headers/a.h", "int a;"u8.ToArray())));
        Write("runtimes/android/native/a.aar", Zip(("classes.jar", Zip(("A.class", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65]))), ("jni/a.so", [0x7f, (byte)'E', (byte)'L', (byte)'F', 1])));
        Write("tools/b.zip", Zip(("readme.txt", "text"u8.ToArray()), ("inner.zip", Zip(("data.bin", StartsProcess)))));

        Assert.Equal(["tools/b.zip Malicious"], Find());
    }

    [Fact]
    public void A_package_is_read_without_the_files_of_NuGet()
    {
        using var package = new WrittenPackage()
            .With("contoso.tool.1.3.0.nupkg", Zip(("a.pkl", StartsProcess)))
            .With("contoso.tool.1.3.0.nupkg.sha512", "x")
            .With("lib/net10.0/a.dll", TestAssembly.WithResources(("w", Safetensors)));

        var models = PackageModels.Read(package.Restored(), TestContext.Current.CancellationToken);
        var text = JsonSerializer.Serialize(models);

        Assert.Equal("lib/net10.0/a.dll!w", Assert.Single(models.Models).Path);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<PackageModels>(text)));
        Assert.True(JsonSerializer.Deserialize<PackageModels>(text)!.Models[0].Scan.HoldsModel);
    }

    [Fact]
    public void The_short_way_lists_what_the_framework_lists()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Concat(Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")))
        {
            var source = ByteSource.Of(File.ReadAllBytes(file));
            Assert.Equal(Names(() => ManifestResources.ReadLong(source)), Names(() => ManifestResources.ReadShort(source) ?? []));
        }
    }

    [Fact]
    public void The_short_way_hides_nothing_in_damage()
    {
        var sound = TestAssembly.WithResources(("hidden", StartsProcess), ("weights", Safetensors));
        Gen.Select(Gen.Int[0, sound.Length - 1].Array[1, 4], Gen.Byte.Array[4]).Sample((places, values) =>
        {
            var bytes = sound.ToArray();
            for (var change = 0; change < places.Length; change++)
            {
                bytes[places[change]] = values[change];
            }

            var source = ByteSource.Of(bytes);
            var expected = Names(() => ManifestResources.ReadLong(source));
            var actual = Names(() => ManifestResources.Read(source));
            return expected.Count == 0 || expected.Select(name => name.Split(' ')[^1]).SequenceEqual(actual.Select(name => name.Split(' ')[^1]));
        }, iter: 3000);
    }

    [Fact]
    public void Damaged_containers_do_no_harm()
    {
        var sound = TestAssembly.Container("model", StartsProcess);
        Gen.Select(Gen.Int[0, sound.Length - 1].Array[1, 4], Gen.Byte.Array[4]).Sample((places, values) =>
        {
            var bytes = sound.ToArray();
            for (var change = 0; change < places.Length; change++)
            {
                bytes[places[change]] = values[change];
            }

            ResourceContainer.Read(ByteSource.Of(bytes)).ToList();
        }, iter: 2000);
    }

    [Fact]
    public void Every_ordinary_extension_is_known_by_its_marks()
    {
        foreach (var row in EmbeddedTable.Rows("ordinary-files.tsv"))
        {
            byte[] content = [.. Convert.FromHexString(row[1]), .. "doc>"u8];
            Assert.True(OrdinaryFiles.IsOrdinary("a" + row[0], ByteSource.Of(content)), row[2]);
            Assert.False(OrdinaryFiles.IsOrdinary("a" + row[0], ByteSource.Of(StartsProcess)), row[2]);
        }
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
        var assembly = TestAssembly.WithResources(("hidden", StartsProcess));
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

    private static List<string> Names(Func<IReadOnlyList<ManifestResource>> read)
    {
        try
        {
            return [.. read().Select(resource => $"{resource.Name} {resource.Content.Length}")];
        }
        catch (Exception exception) when (exception is BadImageFormatException or ModelFormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return [];
        }
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }

    private void Write(string file, byte[] content)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
