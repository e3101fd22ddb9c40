using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers;

/// <summary>
/// Where the user wrote the code that a node stands for. Razor components and pages are compiled from generated C#, whose
/// <c>#line</c> directives lead back to the <c>.razor</c> or <c>.cshtml</c> file: a finding belongs there. Reported in the
/// generated text it would be dropped with all that generated code holds.
/// </summary>
internal static class WrittenLocation
{
    /// <summary>The node's place in the file that the user wrote.</summary>
    public static Location Of(SyntaxNode node) => Of(node.GetLocation());

    /// <summary>The place in the file that the user wrote; the same place if no directive leads elsewhere.</summary>
    public static Location Of(Location location)
    {
        var written = location.GetMappedLineSpan();
        return location.IsInSource && written.HasMappedPath ? Location.Create(written.Path, location.SourceSpan, written.Span) : location;
    }
}
