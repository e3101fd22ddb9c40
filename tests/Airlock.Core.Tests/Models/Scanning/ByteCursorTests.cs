using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Scanning;

public sealed class ByteCursorTests
{
    [Fact]
    public void Reads_in_any_steps_give_the_bytes_in_order()
    {
        var steps = Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 3000]).List[0, 200];

        Gen.Select(Gen.Byte.Array[0, 5000], steps, Gen.Bool).Sample((bytes, sizes, seekable) =>
        {
            var cursor = seekable ? new ByteCursor(ByteSource.Of(bytes)) : new ByteCursor(new Trickle(bytes));
            var at = 0;
            foreach (var (size, index) in sizes.Select((size, index) => (Math.Min(size, bytes.Length - at), index)))
            {
                Assert.Equal(at, cursor.Position);
                if (index % 3 == 0)
                {
                    cursor.Skip(size);
                }
                else
                {
                    Assert.True(cursor.Take(size).SequenceEqual(bytes.AsSpan(at, size)));
                }

                at += size;
            }

            Assert.Equal(at == bytes.Length, cursor.IsAtEnd);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_there_can_be_neither_read_nor_skipped(bool seekable)
    {
        ByteCursor Cursor() => seekable ? new ByteCursor(ByteSource.Of(new byte[3])) : new ByteCursor(new Trickle(new byte[3]));

        Assert.Throws<ModelFormatException>(() => { Cursor().Take(4); });
        Assert.Throws<ModelFormatException>(() => Cursor().Skip(4));
        Assert.Throws<ModelFormatException>(() => Cursor().Skip(long.MaxValue));
        Assert.Throws<ModelFormatException>(() => { Cursor().TakeUntil((byte)'\n', 10); });
    }

    [Fact]
    public void Line_is_read_without_its_end()
    {
        var cursor = new ByteCursor(ByteSource.Of("one\ntwo\n"u8.ToArray()));

        Assert.True(cursor.TakeUntil((byte)'\n', 10).SequenceEqual("one"u8));
        Assert.True(cursor.TakeUntil((byte)'\n', 10).SequenceEqual("two"u8));
        Assert.True(cursor.IsAtEnd);
    }

    [Fact]
    public void Line_that_is_too_long_is_refused() =>
        Assert.Throws<ModelFormatException>(() => { new ByteCursor(ByteSource.Of(new byte[1000])).TakeUntil((byte)'\n', 100); });

    [Fact]
    public void Slice_stays_inside()
    {
        var source = ByteSource.Of(new byte[] { 1, 2, 3, 4 });

        Assert.Equal([2, 3], source.Slice(1, 2).ReadBytes(0, 2));
        Assert.Equal(1, source.Slice(1, 2).Read(1, new byte[9]));
        foreach (var (offset, length) in new[] { (-1L, 1L), (0, 5), (4, 1), (1, long.MaxValue), (long.MaxValue, 1), (0, -1) })
        {
            Assert.Throws<ModelFormatException>(() => source.Slice(offset, length));
        }
    }

    /// <summary>A stream that gives a byte or two at a time and can't seek, as a decompressor may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 2));
    }
}
