using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>The section <c>logs</c>: what restore said, which every build without a restore shows again.</summary>
internal static class AssetsMessages
{
    /// <summary>Reads all messages, in the order of the file.</summary>
    public static List<RestoreMessage> Read(ref Utf8JsonReader reader)
    {
        var messages = new List<RestoreMessage>();
        JsonSteps.EnterArray(ref reader);
        while (JsonSteps.NextItem(ref reader))
        {
            messages.Add(ReadMessage(ref reader));
        }

        return messages;
    }

    private static RestoreMessage ReadMessage(ref Utf8JsonReader reader)
    {
        var (texts, targets) = (new Dictionary<string, string?>(StringComparer.Ordinal), new List<string>());
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "code" or "level" or "message" or "libraryId":
                    texts[name] = reader.GetString();
                    break;
                case "targetGraphs":
                    JsonSteps.ReadTexts(ref reader, targets);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new RestoreMessage(
            texts.GetValueOrDefault("code") ?? "no code",
            texts.GetValueOrDefault("level") ?? "",
            texts.GetValueOrDefault("message") ?? "",
            texts.GetValueOrDefault("libraryId"),
            [.. targets]);
    }
}
