namespace Airlock.Core.Models.Scanning;

/// <summary>
/// Reads model files without running anything in them. Content decides the format; whatever a loader might take the bytes for is read,
/// so that a file that is two formats at once is judged as both.
/// </summary>
public static class ModelScanner
{
    /// <summary>Grows when a verdict or a fact may change, so that remembered scans are made again.</summary>
    public const int Version = 2;

    /// <summary>What kind of content it is, whatever its name says; null if no reader knows it.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="name">The file's name, with folders.</param>
    public static ContentKind? KindOf(ByteSource source, string name) =>
        ModelReaders.All.Where(reader => reader.Recognises(source, name)).Max(reader => (ContentKind?)reader.Kind);

    /// <summary>Scans a file.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="name">Its name, with folders and <c>/</c>.</param>
    /// <param name="file">The file, absolute, for formats that name other files beside them; null if there is none.</param>
    /// <param name="cancellation">Stops the scan.</param>
    /// <exception cref="IOException">It can't be read, or changed meanwhile.</exception>
    public static ModelScan Scan(ByteSource source, string name, string? file = null, CancellationToken cancellation = default)
    {
        var context = new ScanContext(name, file, new ScanBudget(source.Length), cancellation);
        var format = Read(source, context);
        if (format is null)
        {
            context.Report(ModelVerdict.NotFullyRead, source.Length == 0
                ? "it is empty"
                : "its content is of no model format that is known", element: ModelFinding.UnknownContent);
        }

        return new ModelScan(format, [.. context.Findings]) { HoldsModel = context.HoldsModel, Facts = context.Facts.FirstOrDefault(facts => facts.Format == format) };
    }

    /// <summary>Lets every reader read that recognises the content, or the name.</summary>
    /// <returns>The format of the first one, by content rather than by name; null if none does.</returns>
    internal static string? Read(ByteSource source, ScanContext context)
    {
        var readers = ModelReaders.All.Where(reader => reader.Recognises(source, context.Name)).ToList();
        var byContent = readers.Count == 1 ? readers : [.. readers.Where(reader => reader.Recognises(source, ""))];
        var format = (byContent.Count > 0 ? byContent : readers).FirstOrDefault()?.Format;
        foreach (var reader in readers)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Meet(reader.Kind);
            try
            {
                reader.Read(source, context);
            }
            catch (ModelFormatException exception)
            {
                // A name that the content belies is no reason to expect more of it.
                if (byContent.Count == 0 || byContent.Contains(reader))
                {
                    context.Report(ModelVerdict.NotFullyRead, $"as {reader.Format} it can't be read to the end: {exception.Message}", exception.Offset);
                }
            }
            catch (ScanLimitException limit) when (context.IsOutermost)
            {
                context.ReportLimit(limit);
                return format;
            }
        }

        return format;
    }
}
