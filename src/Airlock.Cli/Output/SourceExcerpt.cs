using Airlock.Core.Findings;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>A line of source, cut to fit, and the part of it that a finding means.</summary>
/// <param name="Text">The line, without its indentation.</param>
/// <param name="Offset">Cells before the part.</param>
/// <param name="Length">Cells of the part.</param>
public sealed record SourceExcerpt(string Text, int Offset, int Length)
{
    private const long LargestFile = 4 * 1024 * 1024;
    private const int LeadIn = 20;
    private const char Cut = '…';

    /// <summary>Reads the line of a finding.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="location">The place in it.</param>
    /// <param name="width">Cells that the line may take.</param>
    /// <returns>The line, or null if the file can't be read or has no such line: an excerpt is a courtesy.</returns>
    public static SourceExcerpt? Read(string file, FindingLocation location, int width)
    {
        try
        {
            return location.Line > 0 && new FileInfo(file) is { Exists: true, Length: <= LargestFile }
                && File.ReadLines(file).ElementAtOrDefault(location.Line - 1) is { } line
                && location.Column >= 1 && location.Column <= line.Length
                    ? Of(line, location, width)
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SourceExcerpt Of(string line, FindingLocation location, int width)
    {
        var indent = line.Length - line.TrimStart().Length;
        var start = Math.Max(location.Column - 1, indent);
        var end = location.EndLine == location.Line ? Math.Clamp(location.EndColumn - 1, start, line.Length) : line.TrimEnd().Length;
        var from = end - indent > width ? Math.Max(start - Math.Min(LeadIn, width / 4), indent) : indent;

        var shown = Terminal.Printable(line[from..].TrimEnd().Replace('\t', ' '));
        var text = from > indent ? Cut + shown[1..] : shown;
        if (text.Length > width)
        {
            text = text[..Math.Max(width - 1, 1)] + Cut;
        }

        var (first, last) = (Math.Min(start - from, text.Length), Math.Min(Math.Max(end, start + 1) - from, text.Length));
        return new SourceExcerpt(text, text[..first].GetCellWidth(), Math.Max(text[first..last].GetCellWidth(), 1));
    }
}
