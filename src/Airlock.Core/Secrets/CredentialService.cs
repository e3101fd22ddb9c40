namespace Airlock.Core.Secrets;

/// <summary>A service of AI for which a credential is: a row of <c>credential-services.tsv</c>.</summary>
/// <param name="Provider">Its name, as <c>OpenAI</c>.</param>
/// <param name="Variable">The environment variable in which its libraries look for the credential.</param>
internal sealed record CredentialService(string Provider, string Variable)
{
    // A word of this length inside another is no accident: "myopenaikey".
    private const int LongEnough = 6;
    private const int MaximumWords = 4;
    private const int LongestName = 256;

    private static readonly Lazy<IReadOnlyList<(string Words, CredentialService Service)>> Rows =
        new(() => [.. EmbeddedTable.Rows("credential-services.tsv").Select(row => (row[0], new CredentialService(row[1], row[2])))]);

    private static readonly Lazy<Dictionary<string, CredentialService>> ByWords = new(() => Rows.Value.ToDictionary(row => row.Words, row => row.Service, StringComparer.Ordinal));

    /// <summary>Every service of the table.</summary>
    public static IEnumerable<string> Names => Rows.Value.Select(row => row.Words);

    /// <summary>The service that a name means, or null. Several words count together, as in <c>HUGGING_FACE_TOKEN</c>; the longest wins.</summary>
    public static CredentialService? Find(string name)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var words = CredentialName.WordsOf(name);
        var longest = "";
        for (var start = 0; start < words.Count; start++)
        {
            var joined = "";
            for (var end = start; end < words.Count && end < start + MaximumWords; end++)
            {
                joined += words[end];
                if (joined.Length > longest.Length && ByWords.Value.ContainsKey(joined))
                {
                    longest = joined;
                }
            }
        }

        if (longest.Length > 0)
        {
            return ByWords.Value[longest];
        }

        var inside = Rows.Value.FirstOrDefault(row => row.Words.Length >= LongEnough && words.Any(word => word.Contains(row.Words, StringComparison.Ordinal)));
        return inside.Service;
    }

    /// <summary>The service at an address, or null. The last part of the host's name says nothing: <c>.ai</c> is a country's.</summary>
    public static CredentialService? At(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return null;
        }

        var host = uri.Host;
        return host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) ? ByWords.Value["azureopenai"]
            : host.EndsWith(".search.windows.net", StringComparison.OrdinalIgnoreCase) ? ByWords.Value["azuresearch"]
            : host.LastIndexOf('.') is var dot and > 0 ? Find(host[..dot]) : null;
    }

    /// <summary>Whether an address is this machine's, where servers ask for a key but check none.</summary>
    public static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.IsLoopback || uri.Host is "0.0.0.0" or "host.docker.internal");
}
