using Airlock.Shared.Json;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// A server that a configuration file describes, in the shape that all clients share: an object with a command and its
/// arguments. <c>mcp.json</c> holds it under <c>servers</c> or <c>mcpServers</c>, an application's settings where the program likes.
/// </summary>
internal static class ConfiguredServer
{
    /// <summary>The packages that an object's server is made of, each with the text that names it; none if the object is no server.</summary>
    public static IEnumerable<(PackageLaunch Launch, JsonValue Place)> LaunchesOf(JsonValue server)
    {
        if (Member(server, "command") is not { } command || IsSwitchedOff(server))
        {
            return [];
        }

        // Some clients write the command with its arguments as one array.
        var line = command.Kind == JsonKind.Array ? command.Items : [command];
        var arguments = Member(server, "args") ?? Member(server, "arguments");
        var words = line.Concat(arguments?.Kind == JsonKind.Array ? arguments.Items : []).Select(value => (Text: TextOf(value), Value: value)).ToList();
        if (arguments?.Kind == JsonKind.Text)
        {
            words.AddRange(ShellLine.Commands(arguments.Text).SelectMany(part => part).Select(word => (word, arguments)));
        }

        return words.Count == 0
            ? []
            : PackageLaunch.Of(words[0].Text, [.. words.Skip(1).Select(word => word.Text)]).Select(launch => (launch, words[launch.Argument + 1].Value));
    }

    /// <summary>The program that an object starts as a server; null if it names none.</summary>
    public static string? CommandOf(JsonValue server) => Member(server, "command") switch
    {
        { Kind: JsonKind.Text } command => command.Text,
        { Kind: JsonKind.Array, Items: { Count: > 0 } items } => TextOf(items[0]),
        _ => null,
    };

    private static string TextOf(JsonValue value) => value.Kind is JsonKind.Text or JsonKind.Number ? value.Text : PackageSpecifier.Unknown.ToString();

    /// <summary>Whether a server is there, but not to be used.</summary>
    public static bool IsSwitchedOff(JsonValue server) =>
        Member(server, "disabled")?.Kind == JsonKind.True || Member(server, "enabled")?.Kind == JsonKind.False;

    /// <summary>The member of an object; upper and lower case are the same. Null if there is none.</summary>
    public static JsonValue? Member(JsonValue value, string name) =>
        value.Members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}
