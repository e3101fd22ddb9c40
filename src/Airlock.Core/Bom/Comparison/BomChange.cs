using Airlock.Shared.Changes;

namespace Airlock.Core.Bom.Comparison;

/// <summary>A place in the source.</summary>
/// <param name="File">Path relative to the root of the document, with <c>/</c>.</param>
/// <param name="Line">Line from one; zero if the whole file is meant.</param>
public sealed record ChangePlace(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}";
}

/// <summary>One way in which a bill of materials differs from an earlier one.</summary>
/// <param name="Kind">What happened to what.</param>
/// <param name="Subject">Name of what it happened to, as the document writes it.</param>
/// <param name="BomRef">Its identifier in the newer document, or in the older one if it is gone; null if it has none.</param>
/// <param name="Before">The value before; null if there was none.</param>
/// <param name="After">The value now; null if there is none.</param>
/// <param name="Place">Where the newer document sees it used; null if it is gone, or in no line of code.</param>
/// <param name="Sentence">The change in words, for people: one line without control characters, without a full stop.</param>
public sealed record BomChange(ChangeKind Kind, string Subject, string? BomRef, string? Before, string? After, ChangePlace? Place, string Sentence)
{
    /// <summary>Package URL of the subject, or null.</summary>
    public string? Purl { get; init; }

    /// <summary>Version of the subject now, or before if it is gone; null if it has none.</summary>
    public string? Version { get; init; }
}
