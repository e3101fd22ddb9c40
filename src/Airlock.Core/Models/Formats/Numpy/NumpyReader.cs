using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>One array of numpy, <c>.npy</c>: a header and the numbers, or a pickle where the elements are Python objects.</summary>
internal sealed class NumpyReader : IModelReader
{
    // What numpy itself reads of a header unless it is told that the file is trusted.
    private const int MaximumHeader = 10_000;

    private static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <inheritdoc/>
    public string Format => "npy";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => source.Has(0, Mark);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var cursor = new ByteCursor(source);
        var major = cursor.Take(Mark.Length + 2)[Mark.Length];
        if (major is < 1 or > 3)
        {
            throw new ModelFormatException($"version {major} of the format does not exist", Mark.Length);
        }

        var length = major == 1 ? cursor.ReadUInt16() : cursor.ReadUInt32();
        if (length > MaximumHeader)
        {
            throw new ModelFormatException($"the header is longer than {MaximumHeader:N0} bytes", cursor.Position);
        }

        var literal = cursor.Take((int)length);
        var header = NumpyHeader.Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(literal));
        var rest = source.Slice(cursor.Position, source.Length - cursor.Position);
        if (!header.HasObjects)
        {
            if (rest.Length != header.DataLength)
            {
                throw new ModelFormatException($"{rest.Length:N0} bytes of data follow the header, which demands {header.DataLength:N0}", cursor.Position);
            }

            return;
        }

        if (context.Scan(rest, "objects.pkl") is null)
        {
            throw new ModelFormatException("its elements are Python objects, and no pickle of them follows", cursor.Position);
        }
    }
}
