using Airlock.Shared.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Configuration;

/// <summary>A JSON file of the project: settings of the application, or of a tool that starts MCP servers.</summary>
/// <param name="File">The file.</param>
/// <param name="Source">Its text.</param>
/// <param name="Root">Its content.</param>
internal sealed record ConfigurationFile(AdditionalText File, SourceText Source, JsonValue Root)
{
    /// <summary>The name without its folder.</summary>
    public string Name => File.Path.Substring(File.Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Whether the application reads it as its settings, as it does <c>appsettings.Production.json</c>.</summary>
    public bool IsSettings => Name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it holds on a developer's machine only.</summary>
    public bool IsForDevelopment =>
        Name.IndexOf(".Development.", StringComparison.OrdinalIgnoreCase) >= 0 || Name.IndexOf(".Local.", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The value of a key as configuration names it, as <c>OpenAI:Endpoint</c>; upper and lower case are the same. Null if there is none.</summary>
    public JsonValue? Find(string key)
    {
        var value = Root;
        foreach (var part in key.Split(':'))
        {
            value = value.Kind == JsonKind.Array
                ? int.TryParse(part, out var index) && index >= 0 && index < value.Items.Count ? value.Items[index] : null
                : value.Members.FirstOrDefault(member => member.Name.Equals(part, StringComparison.OrdinalIgnoreCase))?.Value;
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>Every text in the file with its key, in the order of the file.</summary>
    public IEnumerable<(string Key, JsonValue Value)> Texts() => TextsIn(Root, "");

    /// <summary>Every object in the file, outer before inner.</summary>
    public IEnumerable<JsonValue> Objects() => ObjectsIn(Root);

    /// <summary>Every object in the file with its key, outer before inner.</summary>
    public IEnumerable<(string Key, JsonValue Value)> ObjectsByKey() => ObjectsIn(Root, "");

    /// <summary>Whether a word stands anywhere in the file, in a name or in a value.</summary>
    public bool Mentions(string word) => Source.ToString().IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Where a value stands, with its quotes.</summary>
    public Location LocationOf(JsonValue value)
    {
        var span = TextSpan.FromBounds(value.Start.Offset, value.End.Offset);
        return Location.Create(File.Path, span, Source.Lines.GetLinePositionSpan(span));
    }

    private static IEnumerable<(string Key, JsonValue Value)> TextsIn(JsonValue value, string key) =>
        value.Kind == JsonKind.Text ? [(key, value)] : PartsOf(value, key).SelectMany(part => TextsIn(part.Value, part.Key));

    private static IEnumerable<(string Key, JsonValue Value)> ObjectsIn(JsonValue value, string key)
    {
        var inner = PartsOf(value, key).SelectMany(part => ObjectsIn(part.Value, part.Key));
        return value.Kind == JsonKind.Object ? inner.Prepend((key, value)) : inner;
    }

    private static IEnumerable<(string Key, JsonValue Value)> PartsOf(JsonValue value, string key)
    {
        var parts = value.Kind switch
        {
            JsonKind.Object => value.Members.Select(member => (member.Name, member.Value)),
            JsonKind.Array => value.Items.Select((item, index) => (Name: index.ToString(System.Globalization.CultureInfo.InvariantCulture), Value: item)),
            _ => [],
        };
        return parts.Select(part => (key.Length == 0 ? part.Name : key + ":" + part.Name, part.Value));
    }

    private static IEnumerable<JsonValue> ObjectsIn(JsonValue value)
    {
        if (value.Kind == JsonKind.Object)
        {
            yield return value;
        }

        foreach (var inner in value.Items.Concat(value.Members.Select(member => member.Value)).SelectMany(ObjectsIn))
        {
            yield return inner;
        }
    }
}
