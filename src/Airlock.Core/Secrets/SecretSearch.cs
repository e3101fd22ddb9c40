using Airlock.Shared.Secrets;

namespace Airlock.Core.Secrets;

/// <summary>
/// Searches the text of one file. Its structure says what each value is called, and so finds credentials without a shape of their own; then every line
/// is looked at as it stands, so that a key in a comment, in a name or in a damaged file is found by its shape.
/// </summary>
internal sealed class SecretSearch
{
    private const int LongestLine = 8192;
    private const int Overlap = 512;
    private const int LongestValue = 64 * 1024;
    private const int ShortestOfExample = 24;
    private const double EntropyOfExample = 3.5;
    private const string McpServer = "an MCP server";

    // Shapes that only a name beside the value makes: any MD5 under a name with "api" in it fits.
    private const string BareHexFormat = "azure-openai-legacy";

    private readonly string _name;
    private readonly string _text;
    private readonly TextFileReader _reader;
    private readonly TextPlaces _places;
    private readonly bool _isExample;
    private readonly bool _isOfMcp;
    private readonly List<FoundSecret> _found = [];
    private readonly HashSet<(int Line, string Secret)> _seen = [];

    private SecretSearch(string name, string text, TextFileReader reader, TextPlaces places)
    {
        (_name, _text, _reader, _places) = (name, text, reader, places);
        _isExample = TextFileKinds.IsExample(name);
        _isOfMcp = name.Contains("mcp", StringComparison.OrdinalIgnoreCase) || name == "claude_desktop_config.json";
    }

    /// <summary>The credentials in a text, in its order.</summary>
    /// <param name="name">Name of the file without its folder.</param>
    /// <param name="text">Its text.</param>
    /// <param name="reader">How it is read.</param>
    /// <param name="places">The lines of the text.</param>
    /// <param name="cancellation">Stops between two values.</param>
    public static IReadOnlyList<FoundSecret> In(string name, string text, TextFileReader reader, TextPlaces places, CancellationToken cancellation)
    {
        var search = new SecretSearch(name, text, reader, places);
        foreach (var setting in search.Settings())
        {
            cancellation.ThrowIfCancellationRequested();
            search.Look(setting);
        }

        search.LookAtLines(cancellation);
        search._found.Sort((one, other) => one.Start.CompareTo(other.Start));
        return search._found;
    }

    private IEnumerable<Setting> Settings()
    {
        switch (_reader)
        {
            case TextFileReader.Json when JsonSettings.Read(_text) is { } root:
                return SettingWalk.Settings(root);
            case TextFileReader.Yaml when YamlSettings.Read(_text, _places) is { } documents:
                return documents.Items.SelectMany(SettingWalk.Settings);
            case TextFileReader.Xml when XmlSettings.Read(_text, _places) is { } root:
                return SettingWalk.Settings(root);
            case TextFileReader.Notebook when NotebookSettings.Read(_text) is { } settings:
                return settings;
            case TextFileReader.Variables:
                return SettingWalk.Settings(VariableSettings.Read(_text));
            case TextFileReader.Text:
                return [];
            default:
                // Code, scripts, and what could not be read as what it should be.
                var content = _reader is TextFileReader.Script or TextFileReader.Yaml ? SettingContent.Assignments : SettingContent.Code;
                return [new Setting([], _text, 0, _text.Length) { Content = content, Around = _reader == TextFileReader.Script ? new Surroundings(ServiceIn(_text)) : null }];
        }
    }

    private void Look(Setting setting)
    {
        // A whole file, and what is as long as one, is looked at line by line.
        foreach (var match in setting.Path.Count > 0 && setting.Value.Length <= LongestValue ? KeyFormats.FindAll(setting.Value) : [])
        {
            if (!IsBareHexOfOthers(match, setting, setting.Value))
            {
                Add(setting, setting.Path, match.Format.Provider, match.Format.Variable, match.Format.Id, setting.Value.Substring(match.Start, match.Length), match.Start);
            }
        }

        if (setting.Content == SettingContent.Shapes)
        {
            return;
        }

        if (setting.Path.Count > 0 && setting.Content == SettingContent.Assignments)
        {
            if (CredentialValue.IsReference(setting.Value))
            {
                return;
            }

            LookAtNamed(setting, setting.Path, WithoutScheme(setting.Value), 0, null);
        }

        // A connection string, or a command, names the address itself.
        var service = setting.Path.Count > 0 ? ServiceIn(setting.Value) : null;

        foreach (var assignment in Assignment.In(setting.Value))
        {
            if (assignment.IsQuoted || setting.Content == SettingContent.Assignments)
            {
                LookAtNamed(setting, [.. setting.Path, .. CredentialName.Steps(assignment.Name)], assignment.Value, assignment.Start, service);
            }
        }
    }

    private void LookAtNamed(Setting setting, IReadOnlyList<string> path, string value, int start, CredentialService? addressed)
    {
        if (value.Length < CredentialValue.MinimumLength || !IsCredentialPath(path) || KeyFormats.Find(value) is not null)
        {
            return;
        }

        var service = addressed ?? ServiceOf(setting, path);
        if (KeyFormats.FindNamed(string.Join('_', path), value) is { } match && match.Length == value.Length && !CredentialValue.IsReference(value)
            && (match.Format.Id != BareHexFormat || service is not null))
        {
            var isAzure = match.Format.Id != BareHexFormat || service!.Provider.StartsWith("Azure", StringComparison.Ordinal);
            Add(setting, path, isAzure ? match.Format.Provider : service!.Provider, isAzure ? match.Format.Variable : service!.Variable, match.Format.Id, value, start);
            return;
        }

        if (service is null
            || !CredentialValue.MayBeCredential(value)
            || (_isExample && (value.Length < ShortestOfExample || SecretText.Entropy(value) < EntropyOfExample))
            || (setting.Around?.EndpointOf(path[^1]) is { } endpoint && CredentialService.IsLoopback(endpoint)))
        {
            return;
        }

        Add(setting, path, service.Provider, service.Variable, FoundSecret.NamedFormat, value, start);
    }

    // The last step that is no number of a list; of "headers:Authorization" that is the last, of "keys:0" the first.
    private static bool IsCredentialPath(IReadOnlyList<string> path)
    {
        for (var i = path.Count - 1; i >= 0; i--)
        {
            if (path[i].Length > 0 && !path[i].All(char.IsAsciiDigit))
            {
                return CredentialName.IsCredential(path[i]);
            }
        }

        return false;
    }

    private CredentialService? ServiceOf(Setting setting, IReadOnlyList<string> path)
    {
        if (path.Count > 0 && setting.Around?.ServiceAt(path[^1]) is { } addressed)
        {
            return addressed;
        }

        for (var i = path.Count - 1; i >= 0; i--)
        {
            if (CredentialService.Find(path[i]) is { } service)
            {
                return service;
            }
        }

        return setting.Around?.Service
            ?? (_isOfMcp && path.Count > 2 ? new CredentialService(McpServer, "") : null)
            ?? CredentialService.Find(Path.GetFileNameWithoutExtension(_name));
    }

    private bool IsBareHexOfOthers(KeyMatch match, Setting setting, string text)
    {
        if (match.Format.Id != BareHexFormat)
        {
            return false;
        }

        // What counts is the line: other lines of a script may speak of other services.
        var start = text.LastIndexOf('\n', match.Start) + 1;
        return CredentialService.Find(text[start..match.Start]) is null && ServiceOf(setting, setting.Path) is null;
    }

    private void Add(Setting setting, IReadOnlyList<string> path, string provider, string variable, string format, string secret, int start)
    {
        // The exact place, where the file has the secret as it is; else that of the value in which it is encoded.
        var from = setting.End > setting.Start ? Math.Min(setting.Start, _text.Length) : setting.Start;
        var window = Math.Min(_text.Length - from, Math.Max(setting.End - setting.Start, setting.Value.Length * 6) + 2);
        var nearest = setting.Value.Length == _text.Length ? from + start : from;
        var at = setting.IsDecoded ? -1 : _text.IndexOf(secret, Math.Min(nearest, from + window), window - Math.Min(nearest - from, window), StringComparison.Ordinal);
        var (first, end) = at >= 0 ? (at, at + secret.Length) : (from, Math.Max(setting.End, from));
        if (_seen.Add((_places.Of(first).Line, secret)))
        {
            _found.Add(new FoundSecret(secret, provider, variable, format, Shown(path), first, end));
        }
    }

    private void LookAtLines(CancellationToken cancellation)
    {
        if (_text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            LookAt(0, _text, KeyFormats.Sure.Where(format => format.Id is "private-key" or "gcp-service-account"));
        }

        var formats = KeyFormats.Sure.Where(format => format.MayOccurIn(_text)).ToList();
        if (formats.Count == 0)
        {
            return;
        }

        for (var start = 0; start < _text.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = _text.IndexOf('\n', start) is var found and >= 0 ? found : _text.Length;
            for (var part = start; part < end; part += LongestLine - Overlap)
            {
                LookAt(part, _text[part..Math.Min(part + LongestLine, end)], formats);
            }

            start = end + 1;
        }
    }

    private void LookAt(int start, string part, IEnumerable<KeyFormat> formats)
    {
        foreach (var match in KeyFormats.FindAll(part, formats))
        {
            var secret = part.Substring(match.Start, match.Length);
            var line = _places.Of(start + match.Start).Line;
            var at = start + match.Start;
            if (!IsBareHexOfOthers(match, new Setting([], part, 0, 0), part)
                && !_found.Any(other => at < other.End && other.Start < at + match.Length)
                && _seen.Add((line, secret)))
            {
                _found.Add(new FoundSecret(secret, match.Format.Provider, match.Format.Variable, match.Format.Id, "", at, at + match.Length));
            }
        }
    }

    // A scheme stands before the credential in a header.
    private static string WithoutScheme(string value)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        return blank is > 0 and < 8 && value[..blank] is "Bearer" or "bearer" or "Basic" or "Token" ? value[(blank + 1)..].Trim() : value;
    }

    // The service at which the requests of an .http file or a script are aimed.
    private static CredentialService? ServiceIn(string text)
    {
        var at = text.IndexOf("https://", StringComparison.Ordinal);
        for (var count = 0; at >= 0 && count < 32; count++)
        {
            var end = text.AsSpan(at).IndexOfAny(" \"'\r\n\t`)");
            if (CredentialService.At(end < 0 ? text[at..Math.Min(text.Length, at + 256)] : text.Substring(at, Math.Min(end, 256))) is { } service)
            {
                return service;
            }

            at = text.IndexOf("https://", at + 8, StringComparison.Ordinal);
        }

        return null;
    }

    // A name may be a key itself, where a file lists its callers by their keys.
    private static string Shown(IReadOnlyList<string> path) =>
        string.Join(':', path.Select(step => KeyFormats.Find(step) is { } match ? SecretText.Mask(step.Substring(match.Start, match.Length)) : PrintableText.Show(step, 80)));
}
