using System.Diagnostics.CodeAnalysis;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;
using NuGet.Versioning;

namespace Airlock.Core.Libraries;

/// <summary>
/// An entry of the policy's library lists: an identifier in which <c>*</c> stands for any run of characters, and, after
/// <c>@</c>, one exact version or a range in NuGet's interval notation. <c>Contoso.*</c>, <c>OpenAI@2.1.0</c>,
/// <c>OpenAI@[2.0,3.0)</c>. As in NuGet, prereleases of an excluded upper bound lie within the range.
/// </summary>
public sealed class PackagePattern
{
    private readonly string _id;
    private readonly VersionRange? _versions;

    private PackagePattern(string text, string id, VersionRange? versions) => (Text, _id, _versions) = (text, id, versions);

    /// <summary>The entry as written.</summary>
    public string Text { get; }

    /// <summary>Whether the package fits. A version that NuGet can't read fits only a pattern without versions.</summary>
    public bool Matches(string id, string version) =>
        NamePattern.Matches(_id, id)
        && (_versions is null || (NuGetVersion.TryParse(version, out var parsed) && _versions.Satisfies(parsed)));

    /// <summary>Reads an entry.</summary>
    /// <param name="text">The entry with its place in the policy.</param>
    /// <param name="pattern">The pattern, or null.</param>
    /// <param name="error">What is wrong and where, or null.</param>
    public static bool TryParse(PlacedText text, [NotNullWhen(true)] out PackagePattern? pattern, [NotNullWhen(false)] out TextError? error)
    {
        var at = text.Text.IndexOf('@');
        var id = at < 0 ? text.Text : text.Text[..at];
        var versions = at < 0 ? null : ParseVersions(text.Text[(at + 1)..]);
        if (id.Length == 0 || !id.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_' or '*'))
        {
            pattern = null;
            error = new TextError(
                text.Position, $"\"{text.Text}\" is not a package pattern: an identifier has letters, digits, '.', '-', '_', and '*' for any run of characters");
            return false;
        }

        if (at >= 0 && versions is null)
        {
            pattern = null;
            error = new TextError(
                text.Position, $"\"{text.Text}\" needs one version as 1.2.3 or a range as [1.0,2.0) after '@'");
            return false;
        }

        pattern = new PackagePattern(text.Text, id, versions);
        error = null;
        return true;
    }

    /// <summary>Reads all entries of a list; those that are wrong go to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<PackagePattern> ParseAll(IReadOnlyList<PlacedText> texts, ICollection<TextError> errors)
    {
        var patterns = new List<PackagePattern>();
        foreach (var text in texts)
        {
            if (TryParse(text, out var pattern, out var error))
            {
                patterns.Add(pattern);
            }
            else
            {
                errors.Add(error);
            }
        }

        return patterns;
    }

    // A bare version means itself, where NuGet's own reading would be "this or newer": a list of vetted versions says what
    // was vetted. Floating versions as 1.* are refused, because what they mean changes with time.
    private static VersionRange? ParseVersions(string text)
    {
        if (NuGetVersion.TryParse(text, out var version))
        {
            return new VersionRange(version, includeMinVersion: true, version, includeMaxVersion: true);
        }

        return text.Length > 0 && text[0] is '[' or '(' && !text.Contains('*', StringComparison.Ordinal) && VersionRange.TryParse(text, out var range)
            ? range
            : null;
    }
}
