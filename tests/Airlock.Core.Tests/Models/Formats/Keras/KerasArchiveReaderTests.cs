using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class KerasArchiveReaderTests
{
    private const string Honest = """{"module":"keras","class_name":"Sequential","config":{"layers":[{"module":"keras.layers","class_name":"Dense","config":{"units":1}}]}}""";

    [Fact]
    public void An_honest_archive_is_clean() => ScanAssert.AssertClean(Scan(Honest), "keras");

    [Fact]
    public void The_configuration_is_read_in_its_place()
    {
        var scan = Scan(Honest.Replace("\"keras.layers\"", "\"subprocess\""));
        Assert.Equal("keras", scan.Format);
        Assert.Equal("config.json", ScanAssert.AssertFound(scan, ModelVerdict.Malicious, "'subprocess.Dense'").Member);
    }

    [Theory]
    [InlineData("""{"a":1}""", "names no model")]
    [InlineData("""{"class_name":""", "no JSON")]
    [InlineData("", "no JSON")]
    public void A_configuration_that_says_nothing_is_not_fully_read(string configuration, string message)
    {
        var scan = Scan(configuration);
        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_and_assets_are_read()
    {
        ScanAssert.AssertFound(Scan(Honest, new RawZipEntry("model.weights.h5", Hdf5Samples.ExternalData)), ModelVerdict.Malicious, "'/etc/hostname'");
        Assert.Equal(ModelVerdict.Malicious, Scan(Honest, new RawZipEntry("assets/../../x", [1])).Verdict);
    }

    private static ModelScan Scan(string configuration, params RawZipEntry[] more) => ScanAssert.Scan(
        RawZip.Write([
            new RawZipEntry("metadata.json", """{"keras_version": "3.5.0", "date_saved": "2026-01-01@00:00:00"}"""u8.ToArray()),
            new RawZipEntry("config.json", Encoding.UTF8.GetBytes(configuration)),
            .. more,
        ]),
        "model.keras");
}
