using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Writes the way of a value into a diagnostic.</summary>
internal static class FlowReport
{
    /// <summary>
    /// Name of the property that holds the way: a JSON array of <c>{"file","line","column","text"}</c> from the origin to
    /// the sink. Lines and columns count from one.
    /// </summary>
    public const string FlowProperty = "flow";

    /// <summary>A finding at the argument that carries the value into the sink; the further locations lead there from its origin.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, FlowHit hit)
    {
        var sink = OperationText.NameOf(hit.Member);
        var label = hit.Taint.Label;
        var steps = hit.Taint.Path.Then(hit.Argument, $"reaches {sink}").FromOrigin();
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FlowProperty, ToJson(steps))
            .Add("source", label.Source)
            .Add("sink", sink);
        return Diagnostic.Create(
            descriptor,
            WrittenLocation.Of(hit.Argument),
            steps.Take(steps.Count - 1).Select(step => WrittenLocation.Of(step.Node)),
            properties,
            label.Source,
            LineOf(label.Origin),
            hit.Parameter is null ? sink : $"{sink} as '{hit.Parameter}'");
    }

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetMappedLineSpan().StartLinePosition.Line + 1;

    private static string ToJson(IReadOnlyList<FlowStep> steps)
    {
        var json = new StringBuilder("[");
        foreach (var step in steps)
        {
            var place = step.Node.GetLocation().GetMappedLineSpan();
            json.Append(json.Length == 1 ? "" : ",").Append("{\"file\":");
            AppendText(json, place.Path);
            json.Append(",\"line\":").Append((place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture));
            json.Append(",\"column\":").Append((place.StartLinePosition.Character + 1).ToString(CultureInfo.InvariantCulture));
            json.Append(",\"text\":");
            AppendText(json, step.Text);
            json.Append('}');
        }

        return json.Append(']').ToString();
    }

    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(c);
            }
        }

        json.Append('"');
    }
}
