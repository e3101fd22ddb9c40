using System.Text.Json;

namespace Airlock.Core.Libraries;

/// <summary>The members of the root of an assets file, each found by its name without reading the others again.</summary>
internal sealed class AssetsSections
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<string, Range> _sections = new(StringComparer.Ordinal);

    /// <summary>Goes once over the whole text, which thereby is known to be well-formed JSON.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public AssetsSections(byte[] bytes)
    {
        _bytes = bytes.AsMemory(bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        var reader = new Utf8JsonReader(_bytes.Span, Options);
        reader.Read();
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _sections[name] = start..(int)reader.BytesConsumed;
        }

        if (reader.Read())
        {
            throw new JsonException("Something follows the end of the document.");
        }
    }

    /// <summary>Puts a reader on the value of a section; false if there is none.</summary>
    public bool Find(string section, out Utf8JsonReader reader)
    {
        if (!_sections.TryGetValue(section, out var range))
        {
            reader = default;
            return false;
        }

        reader = new Utf8JsonReader(_bytes[range].Span, Options);
        reader.Read();
        return true;
    }

    /// <summary>Puts a reader on the value of a member of a section; false if there is none.</summary>
    public bool Find(string section, string member, out Utf8JsonReader reader)
    {
        if (Find(section, out reader))
        {
            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                if (name == member)
                {
                    return true;
                }

                reader.Skip();
            }
        }

        return false;
    }

    /// <summary>The names of a section's members, in the order of the file; empty if there is no such section.</summary>
    public IReadOnlyList<string> Names(string section)
    {
        var names = new List<string>();
        if (Find(section, out var reader))
        {
            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                names.Add(name);
                reader.Skip();
            }
        }

        return names;
    }
}
