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
    public static Diagnostic Create(DiagnosticDescriptor descriptor, FlowHit hit, FlowOrigin origin)
    {
        var sink = OperationText.NameOf(hit.Member);
        var steps = origin.Steps.Append(new FlowStep(hit.Argument, $"reaches {sink}", null)).ToList();
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FlowProperty, ToJson(steps))
            .Add("source", origin.Label.Source)
            .Add("sink", sink)
            .Add("kind", hit.Sink.Kind);
        return Diagnostic.Create(
            descriptor,
            WrittenLocation.Of(hit.Argument),
            steps.Take(steps.Count - 1).Select(step => WrittenLocation.Of(step.Node)),
            properties,
            origin.Label.Source,
            PlaceOf(origin.Label.Origin, hit.Argument),
            hit.Parameter is null ? sink : $"{sink} as '{hit.Parameter}'");
    }

    /// <summary>The line of the origin, with its file if that is another than the sink's.</summary>
    private static string PlaceOf(SyntaxNode origin, SyntaxNode sink)
    {
        var (place, other) = (origin.GetLocation().GetMappedLineSpan(), sink.GetLocation().GetMappedLineSpan());
        var line = (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return place.Path == other.Path ? line : $"{line} of {place.Path.Substring(place.Path.LastIndexOfAny(['/', '\\']) + 1)}";
    }

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
