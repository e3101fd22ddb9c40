using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class TreeReadersTests
{
    internal const string Json = "{\"learner\":{\"attributes\":{},\"gradient_booster\":{\"model\":{\"trees\":[{\"left_children\":[1,-1,-1]}]}}},\"version\":[2,1,0]}";
    internal const string Text = "tree\nversion=v4\nnum_class=1\n\nTree=0\nleaf_value=1 2\n\nend of trees\n";

    // {"learner": {"a": [$d#U2 two floats], "b": [1, "x"]}, "version": [$i#i2 2 1]}
    internal static byte[] Binary =>
    [
        .. "{L\0\0\0\0\0\0\0\u0007learner{U\u0001a[$d#U\u0002"u8, .. new byte[8], .. "i\u0001b[i\u0001SU\u0001x]}U\u0007version[$i#i\u0002\u0002\u0001}"u8,
    ];

    [Fact]
    public void Xgboost_json_is_clean() => AssertClean("xgboost-json", Encoding.UTF8.GetBytes(Json));

    [Fact]
    public void Xgboost_binary_is_clean() => AssertClean("xgboost-ubj", Binary);

    [Fact]
    public void Light_gbm_is_clean() => AssertClean("lightgbm", Encoding.UTF8.GetBytes(Text));

    [Fact]
    public void Long_json_is_read_in_pieces()
    {
        var numbers = string.Join(',', Enumerable.Repeat("0.123456", 100_000));
        AssertClean("xgboost-json", Encoding.UTF8.GetBytes($"{{\"learner\":{{\"weights\":[{numbers}],\"long\":\"{new string('a', 200_000)}\"}}}}"));
    }

    [Theory]
    [InlineData("{\"learner\":{\"a\":1}")]
    [InlineData("{\"learner\":{}} and more")]
    [InlineData("{\"learner\":{'a':1}}")]
    public void Json_that_is_none_is_not_fully_read(string text) => AssertNotFullyRead("xgboost-json", Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Json_that_is_too_deep_is_not_fully_read() => AssertNotFullyRead("xgboost-json", Encoding.UTF8.GetBytes("{\"learner\":" + new string('[', 100_000)));

    [Fact]
    public void Binary_that_is_too_deep_is_not_fully_read() => AssertNotFullyRead("xgboost-ubj", [.. "{U\u0007learner"u8, .. Enumerable.Repeat((byte)'[', 100_000)]);

    [Theory]
    [InlineData("{U\u0007learner[$d#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f")]
    [InlineData("{U\u0007learner[$Z#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007fU\u0001aSi\u0010x}")]
    [InlineData("{U\u0007learner[#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f")]
    [InlineData("{U\u0007learner[$d")]
    [InlineData("{U\u0007learner?}")]
    [InlineData("{U\u0007learnerT}tail")]
    public void Binary_that_is_none_is_not_fully_read(string text) => AssertNotFullyRead("xgboost-ubj", Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Light_gbm_with_bytes_that_are_no_text_is_not_fully_read() => AssertNotFullyRead("lightgbm", [.. Encoding.UTF8.GetBytes(Text), 0x80, 0x02, 0x00]);

    private static void AssertClean(string format, byte[] bytes)
    {
        var scan = GraphScan.Of(bytes, "model.bin");
        Assert.Equal(format, scan.Format);
        Assert.Empty(scan.Findings);
    }

    private static void AssertNotFullyRead(string format, byte[] bytes)
    {
        var scan = GraphScan.Of(bytes, "model.bin");
        Assert.Equal((format, ModelVerdict.NotFullyRead), (scan.Format, scan.Verdict));
    }
}
