using System.Buffers;
using System.Buffers.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <content>
/// Pickles that lie among the data, as bytes or as text that stands for bytes. Nothing in the file loads them; but what for would a model hold one
/// that does harm?
/// </content>
internal sealed partial class PickleMachine
{
    private const int LongestText = 1024 * 1024;
    private const int ShortestText = 16;

    /// <summary>Whether text may be a pickle in base64 or hex, by how the mark of its protocol (2 to 5) is written there.</summary>
    private static bool MightBeEncoded(ReadOnlySpan<byte> text) =>
        text is [(byte)'g', (byte)'A', >= (byte)'I' and <= (byte)'X', ..] or [(byte)'8', (byte)'0', (byte)'0', >= (byte)'2' and <= (byte)'5', ..];

    private void LookInsideBytes(long length)
    {
        var start = Offset + PickleOpcode.HeadLengths[_cursor.Buffered(1)[_at]];
        if (_context is not null && !IsGuess && length <= _source.Length - start)
        {
            LookInside(_source.Slice(start, length), $"bytes at {start}", out _);
        }
    }

    private void LookInsideText(long length)
    {
        var start = Offset + PickleOpcode.HeadLengths[_cursor.Buffered(1)[_at]];
        if (_context is null || IsGuess || length is < ShortestText or > LongestText || length > _source.Length - start)
        {
            return;
        }

        var text = _source.ReadBytes(start, (int)length);
        var decoded = new byte[text.Length];
        var status = text[0] == (byte)'g'
            ? Base64.DecodeFromUtf8(text, decoded, out _, out var count)
            : Convert.FromHexString(text, decoded, out _, out count);
        if (status == OperationStatus.Done)
        {
            LookInside(ByteSource.Of(decoded.AsMemory(0, count)), $"encoded text at {start}", out var imports);
            if (imports)
            {
                _context.Report(
                    ModelVerdict.Suspicious,
                    "a text in it is a pickle in base64 or hex, which imports things: who writes it so hides it from scanners, and something must be there to load it",
                    start,
                    subject: "encoded-pickle");
            }
        }
    }

    // Bytes that by chance begin as a pickle tell nothing but the dangerous names in them; those that are one to their last byte are taken at their word.
    private void LookInside(ByteSource content, string name, out bool imports)
    {
        imports = false;
        var context = _context!.Inside(name);
        context.Budget.Work(WorkOfGuess + content.Length);
        var cursor = new ByteCursor(content);
        var guessed = new PickleImports(context);
        try
        {
            new PickleMachine(content, cursor, guessed, context, isGuess: true).Run();
            if (cursor.IsAtEnd)
            {
                var certain = new PickleImports(context);
                imports = guessed.Count > 0;
                new PickleMachine(content, new ByteCursor(content), certain, context).Run();
                certain.ReportCallers();
            }
        }
        catch (ModelFormatException)
        {
        }
    }
}
