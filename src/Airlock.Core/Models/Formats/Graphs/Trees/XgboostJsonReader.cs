using System.Text.Json;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>XGBoost models as JSON: numbers and names, no code. That it is JSON to the end, and not too deep, is all there is to check.</summary>
internal sealed class XgboostJsonReader : IModelReader
{
    private const int MaximumDepth = 64;
    private const int LongestToken = 1024 * 1024;
    private const int Head = 4096;

    public string Format => "xgboost-json";

    public bool Recognises(ByteSource source, string name)
    {
        var head = source.ReadBytes(0, (int)Math.Min(source.Length, Head)).AsSpan().TrimStart(" \t\r\n"u8);
        if (head.Length == 0 || head[0] != '{')
        {
            return false;
        }

        head = head[1..].TrimStart(" \t\r\n"u8);
        return head.StartsWith("\"learner\""u8) || (head.StartsWith("\"version\""u8) && head.IndexOf("\"learner\""u8) >= 0);
    }

    public void Read(ByteSource source, ScanContext context)
    {
        using var stream = source.OpenRead();
        var buffer = new byte[64 * 1024];
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaximumDepth });
        var (held, position) = (0, 0L);
        for (var isEnd = false; !isEnd;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = stream.Read(buffer, held, buffer.Length - held);
            isEnd = count == 0;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, held + count), isEnd, state);
            try
            {
                while (reader.Read())
                {
                }
            }
            catch (JsonException exception)
            {
                throw new ModelFormatException($"it is no JSON: {exception.Message}", position + reader.BytesConsumed);
            }

            var consumed = (int)reader.BytesConsumed;
            (state, position, held) = (reader.CurrentState, position + consumed, held + count - consumed);
            buffer.AsSpan(consumed, held).CopyTo(buffer);
            if (held == buffer.Length)
            {
                if (buffer.Length >= LongestToken)
                {
                    throw new ModelFormatException($"a text or number is longer than {LongestToken:N0} bytes", position);
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
