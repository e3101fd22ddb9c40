using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class ProtobufMessageTests
{
    [Fact]
    public void Gives_the_fields_in_their_order()
    {
        var bytes = new ProtobufWriter().Varint(1, 300).Text(2, "name").Raw(0x1D, 1, 2, 3, 4).Raw(0x21, 1, 2, 3, 4, 5, 6, 7, 8).ToArray();

        var fields = new List<(int, ProtobufType, long)>();
        foreach (var field in Message(bytes))
        {
            fields.Add((field.Number, field.Type, field.Length));
        }

        Assert.Equal([(1, ProtobufType.Varint, 0), (2, ProtobufType.Bytes, 4), (3, ProtobufType.Fixed32, 0), (4, ProtobufType.Fixed64, 0)], fields);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(127UL)]
    [InlineData(128UL)]
    [InlineData(ulong.MaxValue)]
    public void Reads_numbers_of_every_length(ulong value)
    {
        foreach (var field in Message(new ProtobufWriter().Varint(1, value).ToArray()))
        {
            Assert.Equal(value, field.Varint);
        }
    }

    [Theory]
    [InlineData("00", "no field number")]
    [InlineData("08", "cut off")]
    [InlineData("0880", "cut off")]
    [InlineData("08FFFFFFFFFFFFFFFFFFFF01", "longer than ten bytes")]
    [InlineData("0A05616263", "where 3 are left")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "are left")]
    [InlineData("0D0102", "where 2 are left")]
    [InlineData("0B0C", "wire type 3")]
    [InlineData("0E", "wire type 6")]
    public void Refuses_what_is_no_message(string hex, string expected)
    {
        var problem = Assert.Throws<ModelFormatException>(() => Walk(Message(Convert.FromHexString(hex))));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_the_length_of_an_inner_field_against_its_own_message()
    {
        var inner = new ProtobufWriter().Raw(0x0A, 5, 1);

        var problem = Assert.Throws<ModelFormatException>(() => Walk(Message(new ProtobufWriter().Message(1, inner).Text(2, "behind it").ToArray())));

        Assert.Contains("5 bytes where 1 are left", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_messages_that_lie_too_deep()
    {
        var message = new ProtobufWriter();
        for (var depth = 0; depth < ProtobufMessage.MaximumDepth; depth++)
        {
            message = new ProtobufWriter().Message(1, message);
        }

        Walk(Message(message.ToArray()));
        Assert.Throws<ModelFormatException>(() => Walk(Message(new ProtobufWriter().Message(1, message).ToArray())));
    }

    [Fact]
    public void Reads_nothing_of_what_is_stepped_over()
    {
        var source = new CountingSource(new ProtobufWriter().Bytes(9, new byte[10_000_000]).Varint(1, 7).ToArray());
        foreach (var field in ProtobufMessage.Of(source, new ScanBudget(source.Length)))
        {
            Assert.True(field.Number is 9 or 1);
        }

        Assert.True(source.BytesRead < 64 * 1024);
    }

    private static ProtobufMessage Message(byte[] bytes) => ProtobufMessage.Of(ByteSource.Of(bytes), new ScanBudget(bytes.Length));

    private static void Walk(ProtobufMessage message)
    {
        foreach (var field in message)
        {
            if (field is { Number: 1, Type: ProtobufType.Bytes })
            {
                Walk(field.Message());
            }
        }
    }

    private sealed class CountingSource(byte[] bytes) : ByteSource
    {
        public long BytesRead { get; private set; }

        public override long Length => bytes.Length;

        public override int Read(long offset, Span<byte> buffer)
        {
            var count = Of(bytes).Read(offset, buffer);
            BytesRead += count;
            return count;
        }
    }
}
