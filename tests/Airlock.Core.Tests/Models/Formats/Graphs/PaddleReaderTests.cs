using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PaddleReaderTests
{
    [Fact]
    public void An_honest_program_is_clean()
    {
        var scan = GraphScan.Of(Program("conv2d"), "inference.pdmodel");

        Assert.Equal(("paddle", ModelVerdict.Clean), (scan.Format, scan.Verdict));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_holds(string name, ModelVerdict verdict)
    {
        var finding = Assert.Single(GraphScan.Of(Program("conv2d", name), "__model__").Findings);

        Assert.Equal((verdict, "paddle:" + name), (finding.Verdict, finding.Subject));
    }

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows() => GraphScan.Rows("paddle-operators.tsv");

    internal static ProtobufWriter Program(params string[] operators)
    {
        var block = new ProtobufWriter().Varint(1, 0).Varint(2, ulong.MaxValue).Message(3, new ProtobufWriter().Text(1, "x"));
        foreach (var name in operators)
        {
            block.Message(4, new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, "X")).Text(3, name));
        }

        return new ProtobufWriter().Message(1, block).Message(4, new ProtobufWriter().Varint(1, 0));
    }
}
