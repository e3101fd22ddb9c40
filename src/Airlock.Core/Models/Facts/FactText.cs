using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Airlock.Core.Models.Facts;

/// <summary>Makes what a stranger wrote into what a fact may hold.</summary>
internal static class FactText
{
    /// <summary>The longest name that is kept, in UTF-16 units.</summary>
    public const int LongestName = 200;

    /// <summary>The longest text that is kept, in UTF-16 units.</summary>
    public const int LongestText = 1000;

    /// <summary>The most elements that are kept of a list.</summary>
    public const int MostItems = 64;

    /// <summary>A name on one printable line; null if nothing is left of it.</summary>
    public static string? Name(string? text) => Show(text, LongestName);

    /// <summary>Some sentences on one printable line; null if nothing is left of them.</summary>
    public static string? Text(string? text) => Show(text, LongestText);

    /// <summary>An address of the web; null if it is none that can be shown whole.</summary>
    public static string? Address(string? text) =>
        text is { Length: <= LongestText } && PrintableText.Show(text, LongestText) == text
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? text
            : null;

    /// <summary>A digest by which a text can be known again that is not shown.</summary>
    public static string Digest(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    /// <summary>A program and its version; null if neither is known.</summary>
    public static string? Program(string? name, string? version) => Name($"{name} {version}".Trim());

    private static string? Show(string? text, int longest) =>
        string.IsNullOrEmpty(text) || PrintableText.Show(text, longest) is not { Length: > 0 } shown ? null : shown;
}

/// <summary>The first elements of a list that may be long.</summary>
/// <param name="name">What <see cref="ModelFacts.Cut"/> calls it.</param>
/// <param name="most">How many are kept.</param>
internal sealed class FactList<T>(string name, int most = FactText.MostItems)
{
    private readonly ImmutableArray<T>.Builder _items = ImmutableArray.CreateBuilder<T>();

    /// <summary>Whether there were more.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Its name if there were more, for <see cref="ModelFacts.Cut"/>.</summary>
    public ImmutableArray<string> Cut => IsCut ? [name] : [];

    /// <summary>What was kept.</summary>
    public ImmutableArray<T> Items => _items.ToImmutable();

    /// <summary>Whether another one would be kept; where not, that there is one is noted.</summary>
    public bool HasRoom()
    {
        IsCut |= _items.Count >= most;
        return !IsCut;
    }

    /// <summary>Adds one if there is room; null is passed over.</summary>
    public void Add(T? item)
    {
        if (item is not null && HasRoom())
        {
            _items.Add(item);
        }
    }

    /// <summary>Adds several.</summary>
    public FactList<T> AddRange(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            Add(item);
        }

        return this;
    }
}
