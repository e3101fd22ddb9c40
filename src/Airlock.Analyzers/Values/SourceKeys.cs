using Airlock.Shared.Secrets;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>Keys of AI providers in texts of the source.</summary>
internal static class SourceKeys
{
    // Names of things that hold a credential; a hash or an identifier of the same shape stands under others.
    private static readonly string[] CredentialWords = ["key", "token", "secret", "password", "credential", "auth", "pat"];

    /// <summary>The key in a text that the code calls by a name, or null.</summary>
    public static KeyMatch? Find(string text, string? name) =>
        KeyFormats.Find(text) ?? (name is not null && IsPlainKey(text) && NamesCredential(name) ? KeyFormats.FindNamed(name, text) : null);

    /// <summary>The key in a text that stands in the source at some place, or null. The place is looked at only if the text could be a key.</summary>
    public static KeyMatch? Find(string text, SyntaxNode literal, SemanticModel model, CancellationToken cancellationToken) =>
        KeyFormats.Find(text) ?? (IsPlainKey(text) ? Find(text, LiteralName.Of(literal, model, cancellationToken)) : null);

    /// <summary>Whether a variable or member of that name holds a credential.</summary>
    public static bool NamesCredential(string name)
    {
        var member = name.Substring(name.LastIndexOf('.') + 1);
        return CredentialWords.Any(word => member.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static bool IsPlainKey(string text) =>
        text.Length is >= KeyFormats.MinimumLength and <= 256
        && text.Any(char.IsDigit)
        && text.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '+' or '/' or '=' or '.');
}
