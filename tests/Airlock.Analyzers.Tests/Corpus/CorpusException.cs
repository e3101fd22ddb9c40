namespace Airlock.Analyzers.Tests.Corpus;

/// <summary>A row of <c>exceptions.tsv</c>: a line on which the analyzers may differ from the comments, and why.</summary>
/// <param name="File">The file, relative to the corpus, with slashes.</param>
/// <param name="Text">A part of the line's text.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">Why the analyzers differ.</param>
internal sealed record CorpusException(string File, string Text, string Rule, string Reason)
{
    /// <summary>All exceptions.</summary>
    /// <exception cref="FormatException">A row has no four cells, or one of them is empty.</exception>
    public static IReadOnlyList<CorpusException> All { get; } =
    [
        .. System.IO.File.ReadLines(Path.Combine(CorpusCase.Root, "exceptions.tsv")).Skip(1).Select(row =>
            row.Split('\t') is [var file, var text, var rule, var reason] && !row.Split('\t').Contains("")
                ? new CorpusException(file, text, rule, reason)
                : throw new FormatException($"exceptions.tsv: '{row}' has no file, text, rule and reason")),
    ];

    /// <summary>Whether the exception allows what was found or missed.</summary>
    public bool Covers(CorpusDeviation deviation, CorpusCase item) =>
        deviation.At.File == File
        && deviation.At.Rule == Rule
        && item.Files.First(file => file.Path == File).Text.Split('\n')[deviation.At.Line - 1].Contains(Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"exceptions.tsv: {File}, '{Text}', {Rule}";
}
