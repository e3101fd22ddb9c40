using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// Addresses of inference services, by which a plain HTTP call to one is recognised; fragments of hosts and of paths that
/// no other service has, read once from the embedded <c>inference-hosts.tsv</c>.
/// </summary>
internal static class InferenceHosts
{
    /// <summary>Longer than any address; a text beyond it is prose.</summary>
    private const int MaximumLength = 2048;

    private static readonly Lazy<List<(string Fragment, string Provider)>> Fragments = new(Read);

    /// <summary>Whether a text is the address of an inference service, or a part of it that says so.</summary>
    public static bool Contains(string text) => Provider(text) is not null;

    /// <summary>Who offers the service at an address, as <c>OpenAI</c>; null if it is none that is known.</summary>
    public static string? Provider(string text)
    {
        // Asked of every constant text: nearly all of them are ruled out by their length or their first look.
        if (text.Length is < 8 or > MaximumLength || text.IndexOfAny(['.', ':', '/', '-']) < 0)
        {
            return null;
        }

        foreach (var (fragment, provider) in Fragments.Value)
        {
            if (text.IndexOf(fragment, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return provider;
            }
        }

        return null;
    }

    private static List<(string Fragment, string Provider)> Read()
    {
        using var stream = typeof(InferenceHosts).Assembly.GetManifestResourceStream("Airlock.Catalog.inference-hosts.tsv")!;
        using var reader = new StreamReader(stream);
        var fragments = new List<(string, string)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            fragments.Add((cells[0], cells[1]));
        }

        return fragments;
    }
}
