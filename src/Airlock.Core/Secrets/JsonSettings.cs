using Airlock.Shared.Json;

namespace Airlock.Core.Secrets;

/// <summary>Reads JSON as configuration has it: with comments, and commas after the last member.</summary>
internal static class JsonSettings
{
    /// <summary>The document, or null if it is no JSON.</summary>
    public static SettingNode? Read(string text) => JsonText.ParseForeign(text) is { } root ? Convert(root) : null;

    // The depth is that of the reader, which bounds it.
    private static SettingNode Convert(JsonValue value)
    {
        var node = new SettingNode { Text = value.Kind == JsonKind.Text ? value.Text : null, Start = value.Start.Offset, End = value.End.Offset };
        foreach (var member in value.Members)
        {
            node.Add(member.Name, Convert(member.Value));
        }

        foreach (var item in value.Items)
        {
            node.Add(Convert(item));
        }

        return node;
    }
}
