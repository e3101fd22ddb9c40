using System.Text.Json;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// Reads one record of the Open Source Vulnerability format, version 1. What it says of packages that nobody asked for is passed over token by token;
/// a record that was withdrawn says nothing.
/// </summary>
internal sealed class OsvReader
{
    private const string Ecosystem = "NuGet";

    private readonly VulnerabilityData _data;
    private readonly List<Affected> _affected = [];
    private readonly List<string> _aliases = [];
    private string? _id;
    private bool _isWithdrawn;
    private VulnerabilitySeverity? _word;
    private VulnerabilitySeverity? _score;
    private int _others;

    private OsvReader(VulnerabilityData data) => _data = data;

    /// <summary>Reads a record, and adds what it says of the packages that are of interest.</summary>
    /// <param name="reader">On the record's brace.</param>
    /// <param name="data">Receives the advisories.</param>
    /// <param name="source">Who says so.</param>
    /// <exception cref="JsonException">It is no such record; nothing was added.</exception>
    public static void Read(ref Utf8JsonReader reader, VulnerabilityData data, string source)
    {
        var record = new OsvReader(data);
        record.ReadRecord(ref reader);
        record.Give(source);
    }

    private void Give(string source)
    {
        if (_isWithdrawn)
        {
            return;
        }

        for (var other = 0; other < _others; other++)
        {
            _data.Add("", null);
        }

        var names = AdvisoryNames.Of([_id, .. _aliases]);
        foreach (var one in _affected)
        {
            _data.Add(one.Package, new Advisory(names, _word ?? one.Score ?? _score, new AffectedVersions(one.Ranges, one.Versions), source));
        }
    }

    private void ReadRecord(ref Utf8JsonReader reader)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "id":
                    _id = DatabaseJson.Text(ref reader);
                    break;
                case "withdrawn":
                    _isWithdrawn = DatabaseJson.TextOrNull(ref reader) is not null;
                    break;
                case "aliases" when reader.TokenType != JsonTokenType.Null:
                    JsonSteps.ReadTexts(ref reader, _aliases);
                    break;
                case "severity":
                    _score = ReadScores(ref reader);
                    break;
                case "database_specific":
                    _word = ReadWord(ref reader);
                    break;
                case "affected" when reader.TokenType != JsonTokenType.Null:
                    JsonSteps.EnterArray(ref reader);
                    while (JsonSteps.NextItem(ref reader))
                    {
                        ReadAffected(ref reader);
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (string.IsNullOrWhiteSpace(_id))
        {
            throw new JsonException("The record has no \"id\".");
        }
    }

    private void ReadAffected(ref Utf8JsonReader reader)
    {
        // The package may stand after what is said of it.
        var probe = reader;
        var package = FindPackage(ref probe);
        if (package is null || !_data.IsWanted(package))
        {
            _others += package is null ? 0 : 1;
            reader.Skip();
            return;
        }

        var affected = new Affected(package);
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "severity":
                    affected.Score = ReadScores(ref reader);
                    break;
                case "versions" when reader.TokenType != JsonTokenType.Null:
                    ReadVersions(ref reader, affected.Versions);
                    break;
                case "ranges" when reader.TokenType != JsonTokenType.Null:
                    JsonSteps.EnterArray(ref reader);
                    while (JsonSteps.NextItem(ref reader))
                    {
                        ReadRange(ref reader, affected.Ranges);
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        _affected.Add(affected);
    }

    // The ecosystem may have a suffix after a colon, which for NuGet means nothing.
    private static string? FindPackage(ref Utf8JsonReader reader)
    {
        string? ecosystem = null, package = null;
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name != "package")
            {
                reader.Skip();
                continue;
            }

            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var member))
            {
                switch (member)
                {
                    case "ecosystem":
                        ecosystem = DatabaseJson.Text(ref reader);
                        break;
                    case "name":
                        package = DatabaseJson.Text(ref reader);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }

        return string.Equals(ecosystem?.Split(':')[0], Ecosystem, StringComparison.OrdinalIgnoreCase) ? package : null;
    }

    // What NuGet can't read as a version is none that it could have restored.
    private static void ReadVersions(ref Utf8JsonReader reader, List<NuGetVersion> versions)
    {
        JsonSteps.EnterArray(ref reader);
        while (JsonSteps.NextItem(ref reader))
        {
            if (NuGetVersion.TryParse(DatabaseJson.Text(ref reader), out var version))
            {
                versions.Add(version);
            }
        }
    }

    private static void ReadRange(ref Utf8JsonReader reader, List<VersionRange> ranges)
    {
        var probe = reader;
        if (FindType(ref probe) is not ("ECOSYSTEM" or "SEMVER"))
        {
            // Commits say nothing of a package.
            reader.Skip();
            return;
        }

        var events = new List<OsvEvent>();
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name != "events")
            {
                reader.Skip();
                continue;
            }

            JsonSteps.EnterArray(ref reader);
            while (JsonSteps.NextItem(ref reader))
            {
                ReadEvent(ref reader, events);
            }
        }

        if (!events.Exists(one => one.Kind == OsvEventKind.Introduced))
        {
            throw new JsonException("A range introduces the vulnerability nowhere.");
        }

        ranges.AddRange(OsvTimeline.Ranges(events));
    }

    private static string? FindType(ref Utf8JsonReader reader)
    {
        string? type = null;
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (name == "type")
            {
                type = DatabaseJson.Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return type;
    }

    private static void ReadEvent(ref Utf8JsonReader reader, List<OsvEvent> events)
    {
        JsonSteps.EnterObject(ref reader);
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            OsvEventKind? known = name switch
            {
                "introduced" => OsvEventKind.Introduced,
                "fixed" => OsvEventKind.Fixed,
                "last_affected" => OsvEventKind.LastAffected,
                "limit" => OsvEventKind.Limit,
                _ => null,
            };
            if (known is not { } kind)
            {
                reader.Skip();
                continue;
            }

            var text = DatabaseJson.Text(ref reader);
            NuGetVersion? version = null;
            var isEnd = (kind == OsvEventKind.Introduced && text == "0") || (kind == OsvEventKind.Limit && text.Contains('*', StringComparison.Ordinal));
            if (!isEnd && !NuGetVersion.TryParse(text, out version))
            {
                throw new JsonException($"\"{text}\" is no version that NuGet knows.");
            }

            events.Add(new OsvEvent(kind, version));
        }
    }

    // Of several vectors the one with the higher score counts.
    private static VulnerabilitySeverity? ReadScores(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        VulnerabilitySeverity? severity = null;
        while (JsonSteps.NextItem(ref reader))
        {
            JsonSteps.EnterObject(ref reader);
            while (JsonSteps.NextMember(ref reader, out var name))
            {
                if (DatabaseJson.TextOrNull(ref reader) is { } text && name == "score" && CvssVector.Score(text) is { } score)
                {
                    var found = VulnerabilitySeverities.OfScore(score);
                    severity = severity > found ? severity : found;
                }
            }
        }

        return severity;
    }

    // GitHub's database, and those that copy it: what people judged, which goes before what a formula gives.
    private static VulnerabilitySeverity? ReadWord(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        VulnerabilitySeverity? severity = null;
        while (JsonSteps.NextMember(ref reader, out var name))
        {
            if (DatabaseJson.TextOrNull(ref reader) is { } text && name == "severity")
            {
                severity = VulnerabilitySeverities.Parse(text);
            }
        }

        return severity;
    }

    private sealed record Affected(string Package)
    {
        public List<VersionRange> Ranges { get; } = [];

        public List<NuGetVersion> Versions { get; } = [];

        public VulnerabilitySeverity? Score { get; set; }
    }
}
