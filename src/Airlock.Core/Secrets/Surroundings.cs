namespace Airlock.Core.Secrets;

/// <summary>
/// What stands around a setting and says whose it is: the provider, type or name of its object, the address beside it. Worked out once for an object, and only
/// when a credential of it is in question.
/// </summary>
/// <param name="node">The object, or null.</param>
/// <param name="outer">What is around the object, or null.</param>
internal sealed class Surroundings(SettingNode? node, Surroundings? outer = null)
{
    private const int LongestDescription = 128;

    // What members are called that say whose settings an object holds.
    private static readonly string[] DescribingNames = ["provider", "type", "name", "service", "serviceid", "servicetype", "vendor", "kind", "alias", "id", "metadata"];

    private static readonly string[] AddressNames = ["endpoint", "url", "uri", "baseurl", "baseaddress", "baseuri", "apibase", "apiurl", "host", "address", "server"];

    private readonly Lazy<CredentialService?> _described = new(() => Describe(node));
    private readonly Lazy<(string? Own, Dictionary<string, string> ByWord)> _addresses = new(() => FindAddresses(node));
    private readonly CredentialService? _given;

    /// <summary>Surroundings that are known to belong to a service.</summary>
    public Surroundings(CredentialService? service)
        : this(null, null) => _given = service;

    /// <summary>The service that the object, or one around it, says that it is for; null if none does.</summary>
    public CredentialService? Service => _given ?? _described.Value ?? outer?.Service;

    /// <summary>The service at the address beside a setting, or null.</summary>
    /// <param name="name">Name of the setting.</param>
    public CredentialService? ServiceAt(string name) => EndpointOf(name) is { } address ? CredentialService.At(address) : null;

    /// <summary>The address beside a setting: that of its object, or in a flat file that of the same first word: <c>OPENAI_BASE_URL</c> stands beside <c>OPENAI_API_KEY</c>.</summary>
    /// <param name="name">Name of the setting.</param>
    public string? EndpointOf(string name) => _addresses.Value.Own ?? _addresses.Value.ByWord.GetValueOrDefault(CredentialName.FirstWord(name));

    private static CredentialService? Describe(SettingNode? node)
    {
        foreach (var (name, value) in node?.Members ?? [])
        {
            if (DescribingNames.Contains(CredentialName.Plain(name))
                && (value.Text ?? value["name"]?.Text) is { Length: > 0 and <= LongestDescription } text
                && CredentialService.Find(text) is { } service)
            {
                return service;
            }
        }

        return null;
    }

    private static (string? Own, Dictionary<string, string> ByWord) FindAddresses(SettingNode? node)
    {
        string? own = null;
        var byWord = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in node?.Members ?? [])
        {
            if (value.Text is not { } text)
            {
                continue;
            }

            var plain = CredentialName.Plain(name);
            if (AddressNames.Contains(plain))
            {
                own ??= text;
            }
            else if (AddressNames.Any(ending => plain.EndsWith(ending, StringComparison.Ordinal)))
            {
                byWord.TryAdd(CredentialName.FirstWord(name), text);
            }
        }

        return (own, byWord);
    }
}
