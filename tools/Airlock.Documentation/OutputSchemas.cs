using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Airlock.Cli.Output;

namespace Airlock.Documentation;

/// <summary>Writes the schemas of the tool's JSON: form and names from the types that are written, descriptions from their documentation comments.</summary>
internal static partial class OutputSchemas
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, XElement> Comments = new[] { "airlock.xml", "Airlock.Core.xml" }
        .SelectMany(file => XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member"))
        .DistinctBy(member => (string?)member.Attribute("name"))
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    /// <summary>The schema of a document.</summary>
    public static string Write(JsonDocumentKind kind) => JsonSchemas.Of(kind, Describe).ToJsonString(Options) + "\n";

    private static string? Describe(Type type, string? member)
    {
        var name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.');
        if (member is null)
        {
            return type.Assembly == typeof(string).Assembly ? null : Text(Comments.GetValueOrDefault($"T:{name}")?.Element("summary"));
        }

        // A member of a positional record is described by the parameter of that name.
        var property = Comments.GetValueOrDefault($"P:{name}.{Capital(member)}")?.Element("summary");
        return Text(property ?? Comments.GetValueOrDefault($"T:{name}")?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == Capital(member)));
    }

    private static string Capital(string name) => name.TrimStart('$') is { Length: > 0 } text ? char.ToUpperInvariant(text[0]) + text[1..] : name;

    private static string? Text(XElement? comment)
    {
        if (comment is null)
        {
            return null;
        }

        var text = string.Concat(comment.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { HasAttributes: true, IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
            XElement element => element.Value,
            _ => "",
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
