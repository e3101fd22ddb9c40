using System.Globalization;
using System.Text;

namespace Airlock.Core.Models.Signing;

/// <summary>The bytes that a signature in a DSSE envelope covers (DSSE protocol 1.0, "PAE"): type and payload, each with its length.</summary>
public static class PreAuthenticationEncoding
{
    /// <summary>The encoding of a payload.</summary>
    /// <param name="payloadType">Media type of the payload.</param>
    /// <param name="payload">The payload's bytes.</param>
    public static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = Head("DSSEv1", payloadType, payload.Length);
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>
    /// What version 0.2 of the reference implementation signed by mistake: the name in capitals, and the payload as Python prints
    /// a bytes object. Good for bundles of that version alone.
    /// </summary>
    /// <param name="payloadType">Media type of the payload.</param>
    /// <param name="payload">The payload's bytes.</param>
    public static byte[] EncodeAsVersion02(string payloadType, ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder(Head("DSSEV1", payloadType, payload.Length), payload.Length * 2);
        var quote = payload.Contains((byte)'\'') && !payload.Contains((byte)'"') ? '"' : '\'';
        text.Append('b').Append(quote);
        foreach (var value in payload)
        {
            _ = (char)value switch
            {
                '\\' => text.Append(@"\\"),
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                var character when character == quote => text.Append('\\').Append(quote),
                >= ' ' and <= '~' => text.Append((char)value),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            };
        }

        return Encoding.UTF8.GetBytes(text.Append(quote).ToString());
    }

    private static string Head(string name, string payloadType, int length) => string.Create(
        CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {length} ");
}
