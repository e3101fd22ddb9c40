using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>Who stands behind the client library of a package; read once from the embedded <c>providers.tsv</c>.</summary>
internal static class Providers
{
    private static readonly Lazy<Dictionary<string, string>> ByPackage = new(Read);

    /// <summary>The provider's name, as <c>OpenAI</c>; null if the package serves several.</summary>
    public static string? Find(string package) => ByPackage.Value.TryGetValue(package, out var provider) ? provider : null;

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(Providers).Assembly.GetManifestResourceStream("Airlock.Catalog.providers.tsv")!;
        using var reader = new StreamReader(stream);
        var providers = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            providers[cells[0]] = cells[1];
        }

        return providers;
    }
}
