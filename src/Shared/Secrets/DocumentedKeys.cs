using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Airlock.Shared.Secrets;

/// <summary>
/// Keys that everybody has because documentation prints them, as that of a storage emulator. <c>documented-keys.tsv</c> knows them by their SHA-256,
/// so that no scanner takes this repository for a leak.
/// </summary>
public static class DocumentedKeys
{
    private static readonly Lazy<HashSet<string>> Digests = new(Read);

    /// <summary>Whether a text is such a key.</summary>
    public static bool Contains(string secret)
    {
        using var hash = SHA256.Create();
        var digest = new StringBuilder(64);
        foreach (var value in hash.ComputeHash(Encoding.UTF8.GetBytes(secret)))
        {
            digest.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return Digests.Value.Contains(digest.ToString());
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(DocumentedKeys).Assembly.GetManifestResourceStream("Airlock.Shared.documented-keys.tsv")!;
        using var reader = new StreamReader(stream);
        var digests = new HashSet<string>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            digests.Add(line.Split('\t')[0]);
        }

        return digests;
    }
}
