using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class ExternalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("airlock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData(@"\Windows\win.ini")]
    [InlineData(@"\\server\share\w.bin")]
    [InlineData("//server/share/w.bin")]
    [InlineData(@"C:\w.bin")]
    [InlineData("c:w.bin")]
    [InlineData("../w.bin")]
    [InlineData("a/../../w.bin")]
    [InlineData(@"a\..\..\w.bin")]
    [InlineData("a/..")]
    [InlineData("a/... /w.bin")]
    [InlineData("~/w.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://example.com/w.bin")]
    [InlineData("w.bin\0.txt")]
    public void Paths_that_leave_the_folder(string location) => Assert.NotNull(ExternalFile.Escape(location));

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("weights..v2.bin")]
    [InlineData("..weights")]
    [InlineData("weights..")]
    [InlineData("a/b/weights.bin")]
    [InlineData("./weights.bin")]
    [InlineData("model.onnx_data")]
    [InlineData("~weights")]
    [InlineData("onnx::MatMul_123")]
    public void Paths_that_stay(string location) => Assert.Null(ExternalFile.Escape(location));

    [Theory]
    [InlineData("weights.bin", 16, ModelVerdict.Clean)]
    [InlineData("weights.bin", 17, ModelVerdict.NotFullyRead)]
    [InlineData("sub/weights.bin", 16, ModelVerdict.Clean)]
    [InlineData("missing.bin", 16, ModelVerdict.NotFullyRead)]
    [InlineData("sub", 1, ModelVerdict.NotFullyRead)]
    public void Looks_at_what_lies_there(string location, int end, ModelVerdict expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), new byte[16]);
        File.WriteAllBytes(Path.Combine(_folder, "sub", "weights.bin"), new byte[16]);

        Assert.Equal(expected, Scan(_folder, location, end).Verdict);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_suspicious()
    {
        var (outside, model) = (Path.Combine(_folder, "outside"), Path.Combine(_folder, "model"));
        Directory.CreateDirectory(model);
        File.WriteAllBytes(outside, new byte[16]);
        File.CreateSymbolicLink(Path.Combine(model, "weights.bin"), outside);

        var finding = Assert.Single(Scan(model, "weights.bin", 16).Findings);

        Assert.Equal((ModelVerdict.Suspicious, "file:weights.bin"), (finding.Verdict, finding.Subject));
    }

    [Fact]
    public void Links_of_a_model_and_its_weights_into_one_cache_are_fine()
    {
        var (blobs, snapshot) = (Path.Combine(_folder, "blobs"), Path.Combine(_folder, "snapshots", "1"));
        Directory.CreateDirectory(blobs);
        Directory.CreateDirectory(snapshot);
        File.WriteAllBytes(Path.Combine(blobs, "aa"), []);
        File.WriteAllBytes(Path.Combine(blobs, "bb"), new byte[16]);
        File.CreateSymbolicLink(Path.Combine(snapshot, "model.onnx"), Path.Combine("..", "..", "blobs", "aa"));
        File.CreateSymbolicLink(Path.Combine(snapshot, "weights.bin"), Path.Combine("..", "..", "blobs", "bb"));

        Assert.Empty(Scan(snapshot, "weights.bin", 16).Findings);
    }

    private static ModelScan Scan(string folder, string location, int end) => GraphScan.Of(
        OnnxSamples.WithExternal(("location", location), ("offset", "8"), ("length", $"{end - 8}")).ToArray(),
        "model.onnx",
        Path.Combine(folder, "model.onnx"));
}
