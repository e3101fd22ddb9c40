using Airlock.Shared.Json;

namespace Airlock.Shared.Policy;

/// <summary>When a build sends its events.</summary>
public enum EventSending
{
    /// <summary>In continuous integration: the builds whose events everybody should see.</summary>
    ContinuousIntegration,

    /// <summary>In every build that is not a mere repetition.</summary>
    Always,

    /// <summary>Never by a build: <c>airlock events --send</c> does it.</summary>
    Tool,
}

/// <summary>What becomes of a build whose events can't be delivered.</summary>
public enum EventFailure
{
    /// <summary>It warns.</summary>
    Warn,

    /// <summary>It says so in its log alone.</summary>
    Note,

    /// <summary>It fails.</summary>
    Block,
}

/// <summary>A collector that takes events by HTTPS.</summary>
/// <param name="Address">Where they go: <c>https:</c>, or <c>http:</c> on this machine.</param>
/// <param name="Format">In which format: ocsf, ecs or cef.</param>
/// <param name="Headers">Headers of the request: the name, and the environment variable that holds the whole value.</param>
public sealed record HttpsCollectorPolicy(Uri Address, string Format, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>A collector that takes events by syslog.</summary>
/// <param name="Address">Where they go: <c>tls:</c>, <c>tcp:</c> or <c>udp:</c> with host and port.</param>
/// <param name="Format">In which format: ocsf, ecs or cef.</param>
public sealed record SyslogCollectorPolicy(Uri Address, string Format);

/// <summary>What the policy says of events for a security operations centre. Without a collector nothing is sent.</summary>
public sealed record EventPolicy
{
    /// <summary>The formats of events.</summary>
    public static readonly string[] KnownFormats = ["ocsf", "ecs", "cef"];

    private const int MostSeconds = 600;
    private const int SyslogOverTlsPort = 6514;

    private static readonly string[] OwnHeaders = ["content-type", "content-length", "content-encoding", "transfer-encoding", "host", "connection", "expect"];

    /// <summary>What holds where the policy says nothing of events.</summary>
    public static EventPolicy Default { get; } = new();

    /// <summary>The formats that every build writes; empty if the policy names none.</summary>
    public IReadOnlyList<string> Formats { get; private init; } = [];

    /// <summary>The folder, relative to the policy, in which is kept what earlier builds told; null keeps it in the project's intermediate folder.</summary>
    public string? State { get; private init; }

    /// <summary>The collector that takes events by HTTPS, or null.</summary>
    public HttpsCollectorPolicy? Https { get; private init; }

    /// <summary>The collector that takes events by syslog, or null.</summary>
    public SyslogCollectorPolicy? Syslog { get; private init; }

    /// <summary>PEM files with the certificates that collectors' certificates must lead to, relative to the policy; empty for those that the system trusts.</summary>
    public IReadOnlyList<PlacedText> Trust { get; private init; } = [];

    /// <summary>When a build sends.</summary>
    public EventSending When { get; private init; }

    /// <summary>How long a build waits for its collectors, all together.</summary>
    public TimeSpan Timeout { get; private init; } = TimeSpan.FromSeconds(5);

    /// <summary>What becomes of a build whose events can't be delivered.</summary>
    public EventFailure OnFailure { get; private init; }

    /// <summary>Whether any collector is named.</summary>
    public bool HasCollector => Https is not null || Syslog is not null;

    internal static EventPolicy Read(JsonShape policy, List<TextError> errors)
    {
        if (policy.Object("events") is not { } shape)
        {
            return Default;
        }

        var formats = shape.Texts("formats");
        errors.AddRange(formats
            .Where(format => !KnownFormats.Contains(format.Text))
            .Select(format => new TextError(format.Position, $"each of \"formats\" must be one of {string.Join(", ", KnownFormats)}, not \"{format.Text}\"")));
        var state = shape.Text("state");
        if (state is not null && state.Trim().Length == 0)
        {
            errors.Add(new TextError(shape.PositionOf("state"), "\"state\" must name a folder"));
        }

        var events = new EventPolicy
        {
            Formats = [.. formats.Select(format => format.Text).Where(KnownFormats.Contains).Distinct()],
            State = state,
        };
        if (shape.Object("send") is { } send)
        {
            events = ReadSending(events, send, errors);
        }

        shape.Close();
        return events;
    }

    private static EventPolicy ReadSending(EventPolicy events, JsonShape send, List<TextError> errors)
    {
        var seconds = send.Count("timeoutSeconds");
        if (seconds is < 1 or > MostSeconds)
        {
            errors.Add(new TextError(send.PositionOf("timeoutSeconds"), $"\"timeoutSeconds\" must be 1 to {MostSeconds}"));
            seconds = null;
        }

        events = events with
        {
            Https = send.Object("https") is { } https ? ReadHttps(https, errors) : null,
            Syslog = send.Object("syslog") is { } syslog ? ReadSyslog(syslog, errors) : null,
            Trust = send.Texts("trust"),
            When = send.Choice("when", "ci", "always", "tool") switch { "always" => EventSending.Always, "tool" => EventSending.Tool, _ => EventSending.ContinuousIntegration },
            Timeout = seconds is { } given ? TimeSpan.FromSeconds(given) : Default.Timeout,
            OnFailure = send.Choice("onFailure", "note", "warn", "block") switch { "note" => EventFailure.Note, "block" => EventFailure.Block, _ => EventFailure.Warn },
        };
        if (!send.Has("https") && !send.Has("syslog"))
        {
            errors.Add(new TextError(send.Start, "\"send\" needs \"https\" or \"syslog\""));
        }

        send.Close();
        return events;
    }

    private static HttpsCollectorPolicy? ReadHttps(JsonShape shape, List<TextError> errors)
    {
        var text = shape.Text("url", required: true);
        var format = shape.Choice("format", KnownFormats) ?? "ocsf";
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, nameStart, variable) in shape.Map("headers"))
        {
            var problem = name.Length == 0 || !name.All(IsTokenCharacter) ? $"\"{name}\" is no name of a header"
                : OwnHeaders.Contains(name.ToLowerInvariant()) ? $"the header \"{name}\" is set by Airlock"
                : headers.Any(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)) ? $"the header \"{name}\" stands twice"
                : null;
            if (problem is not null)
            {
                errors.Add(new TextError(nameStart, problem));
            }
            else if (!IsVariable(variable.Text))
            {
                // The value itself is not repeated: it may well be the key that should not stand here.
                errors.Add(new TextError(variable.Position, $"\"{name}\" must name the environment variable that holds the value, as SOC_AUTHORIZATION, and never the value itself"));
            }
            else
            {
                headers.Add(new KeyValuePair<string, string>(name, variable.Text));
            }
        }

        shape.Close();
        if (text is null)
        {
            return null;
        }

        var address = ReadAddress(text, shape.PositionOf("url"), "url", errors);
        if (address is not null && address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback))
        {
            errors.Add(new TextError(shape.PositionOf("url"), "\"url\" must start with https: events name weaknesses of the program"));
            address = null;
        }

        return address is null ? null : new HttpsCollectorPolicy(address, format, headers);
    }

    private static SyslogCollectorPolicy? ReadSyslog(JsonShape shape, List<TextError> errors)
    {
        var text = shape.Text("address", required: true);
        var format = shape.Choice("format", KnownFormats) ?? "cef";
        var isPlaintext = shape.Boolean("plaintext") ?? false;
        shape.Close();
        if (text is null || ReadAddress(text, shape.PositionOf("address"), "address", errors) is not { } address)
        {
            return null;
        }

        if (address.Scheme is not ("tls" or "tcp" or "udp") || address.PathAndQuery.Length > 1)
        {
            errors.Add(new TextError(shape.PositionOf("address"), "\"address\" must be as tls://collector.example:6514; tls, tcp and udp are known"));
            return null;
        }

        if (address.Port <= 0)
        {
            if (address.Scheme != "tls")
            {
                errors.Add(new TextError(shape.PositionOf("address"), "\"address\" needs a port, as udp://127.0.0.1:514"));
                return null;
            }

            address = new UriBuilder(address) { Port = SyslogOverTlsPort }.Uri;
        }

        if (address.Scheme != "tls" && !address.IsLoopback && !isPlaintext)
        {
            errors.Add(new TextError(shape.PositionOf("address"), $"\"address\" sends unencrypted to another machine; use tls, or say \"plaintext\": true"));
            return null;
        }

        return new SyslogCollectorPolicy(address, format);
    }

    private static Uri? ReadAddress(string text, TextPosition position, string name, List<TextError> errors)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || text.Any(char.IsControl))
        {
            errors.Add(new TextError(position, $"\"{name}\" is no address"));
            return null;
        }

        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            errors.Add(new TextError(position, $"\"{name}\" must hold neither a user, nor a password, nor a fragment; \"headers\" names the environment variable of a token"));
            return null;
        }

        return address;
    }

    // RFC 9110, section 5.6.2
    private static bool IsTokenCharacter(char character) => character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_' or '.';

    private static bool IsVariable(string text) => text.Length is > 0 and <= 128 && text.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '_') && text[0] is not (>= '0' and <= '9');
}
