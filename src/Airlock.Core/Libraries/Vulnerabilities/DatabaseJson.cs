using System.Text;
using System.Text.Json;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>Something wrong in a file of a database.</summary>
/// <param name="File">The file, relative to the policy; of an archive with the entry after it.</param>
/// <param name="Line">Line, from one; zero if the fault has no place.</param>
/// <param name="Column">Column, in UTF-16 units from one; zero if the fault has no place.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record DatabaseFault(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}{(Line == 0 ? "" : $"({Line},{Column})")}: {Message}";
}

/// <summary>Reads files of databases token by token. What does not fit becomes a fault at its place.</summary>
internal static class DatabaseJson
{
    /// <summary>Reads one value of a document, and leaves the reader on the value's last token.</summary>
    public delegate void Step(ref Utf8JsonReader reader);

    /// <summary>Reads a whole document.</summary>
    /// <param name="utf8">The document, without a byte order mark.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="step">Reads the root.</param>
    /// <returns>What is wrong, or null.</returns>
    public static DatabaseFault? Read(ReadOnlyMemory<byte> utf8, string file, Step step)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        try
        {
            reader.Read();
            step(ref reader);
            while (reader.Read())
            {
                // Only the end may follow: the reader throws on anything else.
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return FaultAt(utf8.Span, file, ref reader, exception);
        }
    }

    /// <summary>Reads one value; if it does not fit, it is left out, and reading goes on after it.</summary>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="JsonException">The text itself is no JSON, so that nothing can be read after it.</exception>
    public static DatabaseFault? Try(ReadOnlyMemory<byte> utf8, string file, ref Utf8JsonReader reader, Step step)
    {
        var start = reader;
        try
        {
            step(ref reader);
            return null;
        }
        catch (Exception exception) when (exception is JsonException { LineNumber: null } or InvalidOperationException)
        {
            var fault = FaultAt(utf8.Span, file, ref reader, exception);
            reader = start;
            reader.Skip();
            return fault;
        }
    }

    /// <summary>The text of a string, or null for any other value, which is skipped.</summary>
    public static string? TextOrNull(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>The text of a string.</summary>
    /// <exception cref="JsonException">Something else stands there.</exception>
    public static string Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw new JsonException($"Where a string should stand there is {reader.TokenType}.");

    /// <summary>The bytes without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static DatabaseFault FaultAt(ReadOnlySpan<byte> utf8, string file, ref Utf8JsonReader reader, Exception exception)
    {
        // A fault of syntax knows its line, and the byte in it; one of shape lies at the token that was read last.
        var offset = exception is JsonException { LineNumber: { } number, BytePositionInLine: { } position }
            ? StartOfLine(utf8, number) + (int)position
            : (int)reader.TokenStartIndex;
        var before = utf8[..Math.Clamp(offset, 0, utf8.Length)];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new DatabaseFault(file, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1, exception switch
        {
            JsonException => ForeignText.Clean(exception.Message.Split(" LineNumber:")[0]),
            _ => "A string is no text in UTF-8.",
        });
    }

    private static int StartOfLine(ReadOnlySpan<byte> utf8, long line)
    {
        var start = 0;
        for (; line > 0 && utf8[start..].IndexOf((byte)'\n') is var length and >= 0; line--)
        {
            start += length + 1;
        }

        return start;
    }
}
