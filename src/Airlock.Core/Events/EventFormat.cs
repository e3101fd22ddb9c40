using System.Collections.Immutable;
using System.Text;
using Airlock.Shared.Policy;

namespace Airlock.Core.Events;

/// <summary>A format of events: one event a line.</summary>
/// <param name="Word">Its word in policy and on the command line, as <c>ocsf</c>.</param>
/// <param name="FileEnding">What the name of a file ends with, as <c>.ocsf.ndjson</c>.</param>
/// <param name="MediaType">Media type of many events.</param>
/// <param name="Line">Writes one event, without a line end.</param>
public sealed record EventFormat(string Word, string FileEnding, string MediaType, Func<SecurityEvent, string> Line)
{
    /// <summary>The word of the build's property <c>AirlockEvents</c> for no events.</summary>
    public const string None = "none";

    /// <summary>OCSF 1.8.0 as NDJSON.</summary>
    public static EventFormat Ocsf { get; } = new("ocsf", ".ocsf.ndjson", "application/x-ndjson", OcsfEvent.Write);

    /// <summary>Elastic Common Schema as NDJSON.</summary>
    public static EventFormat Ecs { get; } = new("ecs", ".ecs.ndjson", "application/x-ndjson", EcsEvent.Write);

    /// <summary>Common Event Format.</summary>
    public static EventFormat Cef { get; } = new("cef", ".cef", "text/plain", CefEvent.Write);

    /// <summary>All formats.</summary>
    public static ImmutableArray<EventFormat> All { get; } = [Ocsf, Ecs, Cef];

    /// <summary>The format of a word.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static EventFormat Of(string word) => All.FirstOrDefault(format => format.Word == word) ?? throw new ArgumentException($"There is no format of events \"{word}\".", nameof(word));

    /// <summary>Whether the value of the build's property names formats, or <see cref="None"/>, or nothing.</summary>
    public static bool IsValid(string? property) => Words(property) is var words && (words.All(word => All.Any(format => format.Word == word)) || words is [None]);

    /// <summary>The formats that a build writes: those of the property, of the policy and of its collectors; OCSF if nobody names any.</summary>
    /// <param name="property">The build's property: words separated by semicolons, or <see cref="None"/>, or null.</param>
    /// <param name="policy">The policy, which wins over <see cref="None"/>.</param>
    public static ImmutableArray<EventFormat> Written(string? property, EventPolicy policy)
    {
        var words = Words(property);
        var named = words.Concat(policy.Formats).Append(policy.Https?.Format).Append(policy.Syslog?.Format).ToHashSet();
        return words.Length == 0 && policy.Formats.Count == 0 ? [.. All.Where(format => format == Ocsf || named.Contains(format.Word))] : [.. All.Where(format => named.Contains(format.Word))];
    }

    /// <summary>Many events, each with a line end.</summary>
    public byte[] Write(IEnumerable<SecurityEvent> events) => Encoding.UTF8.GetBytes(string.Concat(events.Select(one => Line(one) + "\n")));

    private static string[] Words(string? property) =>
        (property ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
