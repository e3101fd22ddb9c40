using Airlock.Shared.Json;

namespace Airlock.Shared.Pins;

/// <summary>One person's word on one version of a package, as <c>airlock vet</c> records it.</summary>
/// <param name="Id">Identifier of the package; case does not matter.</param>
/// <param name="Version">Version, normalised as NuGet does.</param>
/// <param name="ContentHash">SHA-512 in Base64 of the package without its signature, NuGet's <c>contentHash</c>: the word holds for this content alone.</param>
/// <param name="IsAllowed">Whether it may be used.</param>
/// <param name="By">Who decided, as <c>Ann &lt;ann@example.com&gt;</c>.</param>
/// <param name="At">When, UTC, to the second.</param>
/// <param name="Reason">Why.</param>
/// <param name="Position">Where the entry stands in the lock file.</param>
public sealed record LibraryDecision(
    string Id, string Version, string ContentHash, bool IsAllowed, string By, DateTime At, string Reason, TextPosition Position)
{
    private const int ContentHashLength = 64;

    /// <summary>The licence that was concluded, an SPDX expression; null for the one that the package names.</summary>
    public string? Licence { get; init; }

    /// <summary>The kinds of code that the package ran at build time when it was vetted, as <c>analyzer</c>.</summary>
    public IReadOnlyList<string> BuildCode { get; init; } = [];

    /// <summary>The name that the record has for the package.</summary>
    public string Path => PathOf(Id, Version);

    /// <summary>The name that the record has for a package: its package URL, without the letter case of the identifier.</summary>
    public static string PathOf(string id, string version) => $"pkg:nuget/{id.ToLowerInvariant()}@{version}";

    /// <summary>Whether the decision is about that version, whatever its content.</summary>
    public bool IsAbout(string id, string version) =>
        string.Equals(Id, id, StringComparison.OrdinalIgnoreCase) && string.Equals(Version, version, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is a SHA-512 in Base64.</summary>
    public static bool IsContentHash(string text)
    {
        try
        {
            return Convert.FromBase64String(text).Length == ContentHashLength;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    internal static LibraryDecision? Read(JsonShape item, List<TextError> errors)
    {
        var before = errors.Count;
        var contentHash = ContentHashOf(item, errors, required: true);
        var decision = new LibraryDecision(
            PinReader.Filled(item, "id", errors, required: true) ?? "",
            PinReader.Filled(item, "version", errors, required: true) ?? "",
            contentHash ?? "",
            item.Choice("decision", "allow", "deny") == "allow",
            PinReader.Filled(item, "by", errors, required: true) ?? "",
            PinReader.Time(item, errors),
            PinReader.Filled(item, "reason", errors, required: true) ?? "",
            item.Start)
        {
            Licence = PinReader.Filled(item, "licence", errors),
            BuildCode = [.. item.Texts("buildCode").Select(kind => kind.Text)],
        };
        if (!item.Has("decision"))
        {
            errors.Add(new TextError(item.Start, "each of \"libraries\" needs \"decision\""));
        }

        var isUsable = errors.Count == before;
        item.Close();
        return isUsable ? decision : null;
    }

    internal static string? ContentHashOf(JsonShape item, List<TextError> errors, bool required = false)
    {
        var text = item.Text("contentHash", required);
        if (text is not null && !IsContentHash(text))
        {
            errors.Add(new TextError(item.PositionOf("contentHash"), "\"contentHash\" must be a SHA-512 in Base64, as NuGet writes it"));
        }

        return text;
    }
}
