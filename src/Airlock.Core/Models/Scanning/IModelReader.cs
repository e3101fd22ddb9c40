namespace Airlock.Core.Models.Scanning;

/// <summary>What kind of content a format is, to find models among other files.</summary>
public enum ContentKind
{
    /// <summary>What goes with a model and is text: configuration, templates. On its own it makes no file a model.</summary>
    Companion,

    /// <summary>Holds other files: an archive, a compressed stream. It is a model if one of those is.</summary>
    Container,

    /// <summary>A model.</summary>
    Model,
}

/// <summary>
/// Reads one format, reports what in it could do harm, and hands over what it says of itself. A reader executes nothing, keeps nothing between files, and bounds its time and
/// memory by the bytes it is given and the <see cref="ScanBudget"/>.
/// </summary>
internal interface IModelReader
{
    /// <summary>The format, as the lock file names it: <c>onnx</c>, <c>torch-zip</c>.</summary>
    string Format { get; }

    /// <summary>What kind of content the format is.</summary>
    ContentKind Kind => ContentKind.Model;

    /// <summary>
    /// Whether the content is, or a loader might take it for, this format. Content decides; a name is asked only where a format has no mark of
    /// its own. Several readers may recognise the same bytes, and then each reads them.
    /// </summary>
    /// <param name="source">The bytes.</param>
    /// <param name="name">The name of the file or archive member, with folders.</param>
    bool Recognises(ByteSource source, string name);

    /// <summary>Reads all of it.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="context">Takes findings and facts, and scans what is inside.</param>
    /// <exception cref="ModelFormatException">The bytes are not what the format demands.</exception>
    /// <exception cref="ScanLimitException">It would cost too much.</exception>
    void Read(ByteSource source, ScanContext context);
}
