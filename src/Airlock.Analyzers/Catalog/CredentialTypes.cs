using System.IO;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>What kind of proof an object is that a client is given as its credential; read once from the embedded <c>credential-types.tsv</c>.</summary>
internal static class CredentialTypes
{
    private static readonly Lazy<Dictionary<string, string>> ByName = new(Read);

    /// <summary>Every type, by its full name, with what it is: <c>api-key</c> or <c>token</c>.</summary>
    public static IReadOnlyDictionary<string, string> All => ByName.Value;

    /// <summary><c>api-key</c> or <c>token</c>, by the type or one that it derives from; null if it is neither.</summary>
    public static string? Find(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (ByName.Value.TryGetValue($"{current.ContainingNamespace}.{current.Name}", out var kind))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The same of a property of options that takes a key or a credential; null if it takes neither.</summary>
    public static string? FindSetting(IPropertySymbol property) =>
        Find(property.Type) ?? (property is { Type.SpecialType: SpecialType.System_String, Name: "ApiKey" or "Key" } ? "api-key" : null);

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(CredentialTypes).Assembly.GetManifestResourceStream("Airlock.Catalog.credential-types.tsv")!;
        using var reader = new StreamReader(stream);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            kinds.Add(cells[0], cells[1]);
        }

        return kinds;
    }
}
