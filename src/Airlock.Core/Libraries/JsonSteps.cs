using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>Walks a <see cref="Utf8JsonReader"/> member by member. Whoever takes a step leaves the reader on the last token of the value.</summary>
internal static class JsonSteps
{
    /// <summary>Checks that the reader stands on the brace of an object.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static void EnterObject(ref Utf8JsonReader reader) => Expect(ref reader, JsonTokenType.StartObject, "an object");

    /// <summary>Checks that the reader stands on the bracket of an array.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static void EnterArray(ref Utf8JsonReader reader) => Expect(ref reader, JsonTokenType.StartArray, "an array");

    /// <summary>Goes to the value of the next member; false at the end of the object.</summary>
    public static bool NextMember(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = "";
            return false;
        }

        name = reader.GetString()!;
        reader.Read();
        return true;
    }

    /// <summary>Goes to the next item; false at the end of the array.</summary>
    public static bool NextItem(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Adds the strings of an array to a list.</summary>
    public static void ReadTexts(ref Utf8JsonReader reader, List<string> texts)
    {
        EnterArray(ref reader);
        while (NextItem(ref reader))
        {
            texts.Add(reader.GetString() ?? "");
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType != expected)
        {
            throw new JsonException($"Where {what} should stand there is {reader.TokenType}.");
        }
    }
}
