using System.Text;

namespace Airlock.Core.Tests.Events;

/// <summary>Reads a line of the Common Event Format as a receiver does, strictly: throws where an escape or a key is none.</summary>
internal static class CefReader
{
    private static readonly HashSet<string> Keys =
    [
        "act", "app", "cat", "cn1", "cn1Label", "cs1", "cs1Label", "cs2", "cs2Label", "cs3", "cs3Label", "cs4", "cs4Label", "cs5", "cs5Label", "cs6", "cs6Label",
        "externalId", "filePath", "fname", "msg", "outcome", "reason", "request", "rt", "start",
    ];

    public static (string[] Head, Dictionary<string, string> Extension) Read(string line)
    {
        var (head, field, at) = (new List<string>(), new StringBuilder(), 0);
        for (; head.Count < 7; at++)
        {
            switch (line[at])
            {
                case '\\' when line[at + 1] is '\\' or '|':
                    field.Append(line[++at]);
                    break;
                case '\\':
                    throw new FormatException($"escape of {line[at + 1]} in the head");
                case '|':
                    head.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(line[at]);
                    break;
            }
        }

        return ([.. head], ReadExtension(line[at..]));
    }

    // A key is the word before an equals sign that no backslash escapes; the value goes up to the blank before the next key.
    private static Dictionary<string, string> ReadExtension(string text)
    {
        var extension = new Dictionary<string, string>(StringComparer.Ordinal);
        var signs = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '=')
            {
                signs.Add(i);
            }
        }

        for (var i = 0; i < signs.Count; i++)
        {
            var start = text.LastIndexOf(' ', signs[i]) + 1;
            var end = i + 1 < signs.Count ? text.LastIndexOf(' ', signs[i + 1]) : text.Length;
            var key = text[start..signs[i]];
            if (!Keys.Contains(key) || !extension.TryAdd(key, Unescape(text[(signs[i] + 1)..end])))
            {
                throw new FormatException($"the key {key} is not known, or stands twice");
            }
        }

        return extension;
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' ? value[i] : value[++i] is '\\' or '=' ? value[i] : throw new FormatException($"escape of {value[i]} in a value"));
        }

        return text.ToString();
    }
}
