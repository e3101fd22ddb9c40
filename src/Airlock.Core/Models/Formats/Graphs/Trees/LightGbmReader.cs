using System.Buffers;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>LightGBM models, lines of text: numbers and names, no code. That it is text to the end is all there is to check.</summary>
internal sealed class LightGbmReader : IModelReader
{
    private static readonly SearchValues<byte> NoText =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(value => value is not ('\t' or '\n' or '\r')).Select(value => (byte)value)]);

    public string Format => "lightgbm";

    public bool Recognises(ByteSource source, string name) => source.Has(0, "tree\nversion="u8) || source.Has(0, "tree\r\nversion="u8);

    public void Read(ByteSource source, ScanContext context)
    {
        var buffer = new byte[64 * 1024];
        for (long offset = 0; offset < source.Length;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = source.Read(offset, buffer);
            var found = buffer.AsSpan(0, count).IndexOfAny(NoText);
            if (found >= 0)
            {
                throw new ModelFormatException($"0x{buffer[found]:X2} is no text", offset + found);
            }

            offset += count;
        }
    }
}
