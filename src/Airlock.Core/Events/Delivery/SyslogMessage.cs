using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Airlock.Core.Events.Delivery;

/// <summary>A message of syslog (RFC 5424). It names no host and no process: a machine of a build is of no interest, and its name is nobody's business.</summary>
internal static class SyslogMessage
{
    // "log audit" (RFC 5424, section 6.2.1)
    private const int Facility = 13;
    private const int Informational = 6;

    /// <summary>The message of one event, without framing.</summary>
    /// <param name="format">The format of the line.</param>
    /// <param name="line">The event; without line ends.</param>
    /// <param name="time">When it is sent.</param>
    public static byte[] Of(string format, string line, DateTimeOffset time)
    {
        var priority = (Facility * 8) + Severity(format, line);
        var head = string.Create(CultureInfo.InvariantCulture, $"<{priority}>1 {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} - airlock - {format} - ");

        // Whatever the line came from, no receiver may read two messages in it.
        return Encoding.UTF8.GetBytes(head + string.Concat(line.Select(character => char.IsControl(character) ? ' ' : character)));
    }

    /// <summary>A message with its length before it (RFC 5425, section 4.3; RFC 6587, section 3.4.1).</summary>
    public static byte[] Frame(byte[] message) => [.. Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture) + " "), .. message];

    private static int Severity(string format, string line) => format == EventFormat.Cef.Word
        ? HeadOf(line).ElementAtOrDefault(6) switch { "10" => 2, "8" => 3, "6" => 4, "3" => 5, _ => Informational }
        : OfNumber(NumberIn(line, format == EventFormat.Ocsf.Word ? ["severity_id"] : ["event", "severity"]));

    // Critical, error, warning, notice
    private static int OfNumber(int severity) => severity switch { 5 => 2, 4 => 3, 3 => 4, 2 => 5, _ => Informational };

    private static int NumberIn(string line, ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return 0;
                }
            }

            return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static List<string> HeadOf(string line)
    {
        var (fields, field) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < line.Length && fields.Count < 7; i++)
        {
            if (line[i] == '|')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i] == '\\' && i + 1 < line.Length ? line[++i] : line[i]);
            }
        }

        return fields;
    }
}
