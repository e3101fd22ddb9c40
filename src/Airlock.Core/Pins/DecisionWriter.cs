using System.Globalization;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>Adds and replaces decisions on packages in the text of a lock file; all other lines stay as their author left them.</summary>
public static class DecisionWriter
{
    private const string List = "libraries";

    /// <summary>Adds a decision, or replaces the one on the same version.</summary>
    /// <param name="text">A lock file that <see cref="LockDocument.Parse"/> reads without error.</param>
    /// <param name="decision">The decision; its position means nothing here.</param>
    /// <returns>The new text; the same text if it says all of this already.</returns>
    public static string Set(string text, LibraryDecision decision)
    {
        var known = LockDocument.Parse(text, out _).Libraries;
        var index = known.TakeWhile(other => !other.IsAbout(decision.Id, decision.Version)).Count();
        if (index < known.Count)
        {
            if (Write(known[index]) == Write(decision))
            {
                return text;
            }

            text = JsonEdit.Remove(text, Root(text)[List]!, index);
        }

        var root = Root(text);
        return root[List] is { } list
            ? JsonEdit.Append(text, list, _ => Write(decision))
            : JsonEdit.AddMember(text, root, List, indent => JsonEdit.Block("[]", [_ => Write(decision)], indent, text));
    }

    private static JsonValue Root(string text) => JsonText.Parse(text, out _)!;

    // Always in one line, so that one decision is one line of a review.
    private static string Write(LibraryDecision decision)
    {
        (string Name, string? Value)[] members =
        [
            ("id", decision.Id),
            ("version", decision.Version),
            ("contentHash", decision.ContentHash),
            ("decision", decision.IsAllowed ? "allow" : "deny"),
            ("by", decision.By),
            ("at", decision.At.ToString(LockDocument.TimeFormat, CultureInfo.InvariantCulture)),
            ("reason", decision.Reason),
            ("licence", decision.Licence),
        ];
        var written = members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\": {JsonString.Quote(member.Value!)}");
        var code = decision.BuildCode.Count == 0 ? [] : new[] { $"\"buildCode\": [{string.Join(", ", decision.BuildCode.Select(JsonString.Quote))}]" };
        return $"{{ {string.Join(", ", written.Concat(code))} }}";
    }
}
