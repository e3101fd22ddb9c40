using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Airlock.Core.Events;

/// <summary>What earlier builds of one project and target framework told.</summary>
public sealed record EventState
{
    private const int CurrentVersion = 1;
    private const long LongestFile = 64 * 1024 * 1024;

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The project file, relative to the root.</summary>
    public string Project { get; init; } = "";

    /// <summary>The configuration.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>The target framework.</summary>
    public string TargetFramework { get; init; } = "";

    /// <summary>The findings that are open or suppressed, as they were told last.</summary>
    public ImmutableArray<KnownFinding> Known { get; init; } = [];

    /// <summary>Reads a state; null if there is none, or none that can be read: then everything is told anew, under the same names.</summary>
    public static EventState? Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length <= LongestFile
                && JsonSerializer.Deserialize(stream, EventStateJson.Default.EventState) is { Version: CurrentVersion, Project: not null, Known.IsDefault: false } state
                && state.Known.All(known => known is { Finding: { RuleId: not null, Message: not null, Location.Path: not null, Fingerprint.Length: 32, Properties: not null } })
                ? state
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes the state.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, EventStateJson.Default.EventState));
}

/// <summary>What the last build that had anything to tell told, so that another format of it can be written without telling it anew.</summary>
internal sealed record ToldEvents(EventSource Source, ImmutableArray<ToldEvent> Events)
{
    /// <summary>Reads them; empty if there are none that can be read.</summary>
    public static ImmutableArray<SecurityEvent> Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, EventStateJson.Default.ToldEvents) is { Source: { } source, Events.IsDefault: false } told
                ? [.. told.Events.Where(one => one.Finding?.Fingerprint is not null).Select(one => new SecurityEvent { Source = source, Activity = one.Activity, Finding = one.Finding, FirstSeen = one.FirstSeen, Time = one.Time })]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return [];
        }
    }

    /// <summary>Writes them.</summary>
    public static void Save(string path, EventSource source, IEnumerable<SecurityEvent> events) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(
        stream,
        new ToldEvents(source, [.. events.Select(one => new ToldEvent(one.Activity, one.Finding, one.FirstSeen, one.Time))]),
        EventStateJson.Default.ToldEvents));
}

/// <summary>An event without what all of one build share.</summary>
internal sealed record ToldEvent(EventActivity Activity, Findings.Finding Finding, DateTimeOffset FirstSeen, DateTimeOffset Time);

/// <summary>How states are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventState))]
[JsonSerializable(typeof(ToldEvents))]
internal sealed partial class EventStateJson : JsonSerializerContext;
