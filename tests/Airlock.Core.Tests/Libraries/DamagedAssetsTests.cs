using System.Text;
using Airlock.Core.Libraries;
using CsCheck;

namespace Airlock.Core.Tests.Libraries;

public sealed class DamagedAssetsTests
{
    private static readonly string Sound = new AssetsText()
        .Package("A", "1.0.0", direct: true, "B")
        .Package("B", "2.0.0")
        .BuildPackage("C", "3.0.0")
        .Node("Lib", "1.0.0", "project", true, ["B"], [])
        .ToString();

    private static readonly string[] Values = ["null", "true", "1", "\"text\"", "[]", "{}", "[1]", "{\"a\":1}", "1e99"];

    public static TheoryData<string, PackageGraphError> Damaged => new()
    {
        { "", PackageGraphError.Malformed },
        { "\0\0\0", PackageGraphError.Malformed },
        { "null", PackageGraphError.Malformed },
        { "[]", PackageGraphError.Malformed },
        { "{}", PackageGraphError.UnknownVersion },
        { "{\"version\":\"4\"}", PackageGraphError.Malformed },
        { "{\"version\":5}", PackageGraphError.UnknownVersion },
        { "{\"version\":4.5}", PackageGraphError.UnknownVersion },
        { "{\"version\":4}", PackageGraphError.WrongTarget },
        { "{\"version\":4,\"targets\":[]}", PackageGraphError.Malformed },
        { "{\"version\":4,\"targets\":{}}", PackageGraphError.WrongTarget },
        { "{\"version\":4,\"targets\":{\"net10.0\":{\"no-version\":{}}}}", PackageGraphError.Malformed },
        { "{\"version\":4,\"targets\":{\"net10.0\":{\"A/1.0.0\":null}}}", PackageGraphError.Malformed },
        { "{\"version\":4,\"targets\":{\"net10.0\":{\"A/1.0.0\":{\"type\":1}}}}", PackageGraphError.Malformed },
        { "{\"version\":4,\"targets\":{\"net10.0\":{}},\"libraries\":3}", PackageGraphError.Malformed },
        { "{\"version\":4,\"targets\":{\"net10.0\":{}}} {}", PackageGraphError.Malformed },
        { Sound[..(Sound.Length / 2)], PackageGraphError.Malformed },
        { new string('[', 100_000), PackageGraphError.Malformed },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_named(string text, PackageGraphError error)
    {
        var result = Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(error, result.Error);
        Assert.StartsWith("project.assets.json", result.Message);
    }

    [Fact]
    public void A_byte_order_mark_is_no_damage() => Assert.NotNull(Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sound)]).Graph);

    [Fact]
    public void Truncation_anywhere_is_an_error_with_a_message()
    {
        var bytes = Encoding.UTF8.GetBytes(Sound);
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertTold(Read(bytes[..length]));
        }
    }

    [Fact]
    public void No_change_of_bytes_makes_it_throw() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Byte).Array[1, 8].Sample(
            changes =>
            {
                var bytes = Encoding.UTF8.GetBytes(Sound);
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                AssertTold(Read(bytes));
            },
            iter: 20_000);

    [Fact]
    public void No_exchange_of_values_makes_it_throw() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, Values.Length - 1]).Array[1, 4].Sample(
            exchanges =>
            {
                var text = Sound;
                foreach (var (index, value) in exchanges)
                {
                    text = ReplaceValue(text, index, Values[value]);
                }

                AssertTold(Read(Encoding.UTF8.GetBytes(text)));
            },
            iter: 10_000);

    // Puts another value after the n-th colon that ends a name, over what stands there up to the next comma or brace.
    private static string ReplaceValue(string text, int index, string value)
    {
        var at = -1;
        for (var count = 0; count <= index; count++)
        {
            var next = text.IndexOf("\":", at + 1, StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            at = next;
        }

        if (at < 0)
        {
            return text;
        }

        var start = at + 2;
        var end = start;
        var depth = 0;
        while (end < text.Length && (depth > 0 || text[end] is not (',' or '}' or ']')))
        {
            depth += text[end] is '{' or '[' ? 1 : text[end] is '}' or ']' ? -1 : 0;
            end++;
        }

        return text[..start] + value + text[end..];
    }

    private static void AssertTold(PackageGraphResult result)
    {
        Assert.True(result.Graph is null ^ result.Error is null);
        Assert.Equal(result.Graph is null, result.Message.Length > 0);
        Assert.DoesNotContain("Exception", result.Message);
    }

    private static PackageGraphResult Read(byte[] bytes) => AssetsFileReader.Read("project.assets.json", bytes, "net10.0", null);
}
