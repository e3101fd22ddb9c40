using Airlock.Core.Bom;

namespace Airlock.Core.Tests.Bom;

public sealed class BomWriterTests
{
    [Fact]
    public void Text_is_utf8_without_mark_and_with_line_feeds()
    {
        var bytes = BomWriter.Write(BomBuilder.Build(BomInputs.Rich(null)));
        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Contains("größe (1).gguf", System.Text.Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void The_stream_stays_open_and_gets_the_same_bytes()
    {
        var bom = BomBuilder.Build(BomInputs.Empty);
        using var stream = new MemoryStream();
        BomWriter.Write(bom, stream);
        Assert.True(stream.CanWrite);
        Assert.Equal(BomWriter.Write(bom), stream.ToArray());
    }

    [Fact]
    public void Moments_are_written_in_utc_to_the_second() =>
        Assert.Equal("2026-11-22T08:30:01Z", BomWriter.Text(new DateTimeOffset(2026, 11, 22, 10, 30, 1, 999, TimeSpan.FromHours(2))));

    // The example of RFC 9562, appendix A.4: www.example.com in the namespace of DNS names.
    [Fact]
    public void Name_based_uuids_are_those_of_the_rfc() =>
        Assert.Equal(
            new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            NameBasedGuid.Create(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"u8));

    [Theory]
    [InlineData("A", "1.0.0", "pkg:nuget/A@1.0.0")]
    [InlineData("Ünicode.Id", "1.0.0-beta+x", "pkg:nuget/%C3%9Cnicode.Id@1.0.0-beta%2Bx")]
    public void Package_urls_are_escaped(string id, string version, string expected) => Assert.Equal(expected, PackageUrl.NuGet(id, version));
}
