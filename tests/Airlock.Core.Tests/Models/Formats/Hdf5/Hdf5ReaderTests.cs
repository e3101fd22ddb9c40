using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class Hdf5ReaderTests
{
    public static TheoryData<string> Models =>
        ["Keras", "KerasLatest", "KerasFixedText", "KerasUserBlock", "KerasManyAttributes"];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_configuration_is_found_however_it_is_kept(string sample)
    {
        var bytes = Sample(sample);
        var scan = ScanAssert.Scan(bytes, "model.h5");
        Assert.Equal(("keras-h5", ModelVerdict.Malicious), (scan.Format, scan.Verdict));
        var found = Assert.Single(scan.Findings, finding => finding.Verdict == ModelVerdict.Suspicious);
        Assert.Equal("lambda:4a7909c5e2ac581f", found.Subject);
        Assert.Equal((byte)'[', bytes[found.Offset!.Value - 1]);
    }

    // The same file with a layer that runs nothing.
    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_without_code_is_clean(string sample) =>
        ScanAssert.AssertClean(ScanAssert.Scan(Replace(Sample(sample), "\"Lambda\"", "\"Dense\" "), "model.h5"), "keras-h5");

    [Fact]
    public void A_configuration_that_is_kept_elsewhere_is_not_fully_read()
    {
        ScanAssert.AssertFound(ScanAssert.Scan(Hdf5Samples.KerasSharedType, "m.h5"), ModelVerdict.NotFullyRead, "kept in a way that is not read");
        ScanAssert.AssertFound(ScanAssert.Scan(Hdf5Samples.KerasHugeAttribute, "m.h5"), ModelVerdict.NotFullyRead, "outside of its heap");
    }

    [Fact]
    public void A_configuration_that_is_no_JSON_is_not_fully_read() =>
        ScanAssert.AssertFound(
            ScanAssert.Scan(Replace(Hdf5Samples.Keras, "\"Sequential\"", "'Sequential'"), "m.h5"), ModelVerdict.NotFullyRead, "no JSON");

    [Fact]
    public void Files_that_are_no_Keras_models_are_clean()
    {
        ScanAssert.AssertClean(ScanAssert.Scan(Hdf5Samples.Plain, "data.h5"), "hdf5");
        ScanAssert.AssertClean(ScanAssert.Scan(Hdf5Samples.PlainLatest, "data.h5"), "hdf5");
    }

    [Fact]
    public void What_leads_to_other_files_is_found()
    {
        var link = ScanAssert.AssertFound(ScanAssert.Scan(Hdf5Samples.ExternalLink, "m.h5"), ModelVerdict.Suspicious, "'other.h5'");
        Assert.Equal(("/a", "hdf5:other.h5"), (link.Element, link.Subject));
        ScanAssert.AssertFound(ScanAssert.Scan(Hdf5Samples.ExternalData, "m.h5"), ModelVerdict.Malicious, "'/etc/hostname'");
        ScanAssert.AssertFound(ScanAssert.Scan(Hdf5Samples.VirtualData, "m.h5"), ModelVerdict.Suspicious, "'/v'");
        var tracked = ScanAssert.Scan(Hdf5Samples.TrackedLinks, "m.weights.h5");
        Assert.Equal("keras-h5", tracked.Format);
        ScanAssert.AssertFound(tracked, ModelVerdict.Malicious, "'../secret.h5'");
    }

    [Theory]
    [InlineData("Keras")]
    [InlineData("KerasLatest")]
    [InlineData("KerasManyAttributes")]
    [InlineData("TrackedLinks")]
    [InlineData("ExternalData")]
    [InlineData("PlainLatest")]
    public void Damaged_files_have_a_verdict(string sample) => ScanAssert.AssertSurvivesMutation(Sample(sample), "model.h5", 1000);

    [Fact]
    public void Every_byte_of_the_structure_may_be_wrong()
    {
        foreach (var value in (byte[])[0, 1, 0x7F, 0xFF])
        {
            var bytes = Hdf5Samples.KerasFixedText;
            for (var i = 8; i < bytes.Length; i++)
            {
                (bytes[i], var before) = (value, bytes[i]);
                Assert.True(Enum.IsDefined(ScanAssert.Scan(bytes, "model.h5").Verdict));
                bytes[i] = before;
            }
        }
    }

    private static byte[] Sample(string name) => (byte[])typeof(Hdf5Samples).GetProperty(name)!.GetValue(null)!;

    private static byte[] Replace(byte[] bytes, string old, string replacement)
    {
        var (from, to) = (System.Text.Encoding.ASCII.GetBytes(old), System.Text.Encoding.ASCII.GetBytes(replacement));
        var at = bytes.AsSpan().IndexOf(from);
        Assert.True(at >= 0 && from.Length == to.Length);
        to.CopyTo(bytes, at);
        return bytes;
    }
}
