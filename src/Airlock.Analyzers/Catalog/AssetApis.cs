using System.Collections.Immutable;
using System.IO;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// APIs by which an asset comes into use and of which every overload means the same; read once from the embedded <c>asset-apis.tsv</c>. An ID names a type, for
/// all its constructors, or a method without its parameters; a role names parameters, as <c>endpoint=host,address</c>.
/// </summary>
internal static class AssetApis
{
    private static readonly Lazy<(List<AssetApi> Rows, CatalogIndex<AssetApi> Index)> Content = new(Read);

    /// <summary>The rows in the order of the file.</summary>
    public static IReadOnlyList<AssetApi> All => Content.Value.Rows;

    /// <summary>The row of a method or constructor, or of the method that it overrides; null if there is none.</summary>
    public static AssetApi? Find(IMethodSymbol method)
    {
        if (!Content.Value.Index.HasName(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name))
        {
            return null;
        }

        for (var member = (IMethodSymbol)CatalogLookup.Declaration(method); ; member = member.OverriddenMethod!.OriginalDefinition)
        {
            if (Of(member) is { } row)
            {
                return row;
            }

            if (member.OverriddenMethod is null)
            {
                return null;
            }
        }
    }

    /// <summary>The row of a type, or of one that it derives from; null if there is none.</summary>
    public static AssetApi? Find(ITypeSymbol? type)
    {
        for (var current = type?.OriginalDefinition; current is not null; current = current.BaseType?.OriginalDefinition)
        {
            if (Content.Value.Index.HasMember(current.ContainingNamespace?.Name ?? "", current.Name) && Row(current.GetDocumentationCommentId()) is { } row)
            {
                return row;
            }
        }

        return null;
    }

    private static AssetApi? Of(IMethodSymbol member)
    {
        if (member.ContainingType is not { } type)
        {
            return null;
        }

        var isConstructor = member.MethodKind == MethodKind.Constructor;
        var (owner, name) = isConstructor ? (type.ContainingType?.Name ?? type.ContainingNamespace?.Name ?? "", type.Name) : (type.Name, member.Name);
        return !Content.Value.Index.HasMember(owner, name) || type.GetDocumentationCommentId() is not { } id ? null
            : Row(isConstructor ? id : $"M:{id.Substring(2)}.{name}");
    }

    private static AssetApi? Row(string? id) => id is not null && Content.Value.Index.Find(id) is { IsEmpty: false } rows ? rows[0] : null;

    private static (List<AssetApi>, CatalogIndex<AssetApi>) Read()
    {
        using var stream = typeof(AssetApis).Assembly.GetManifestResourceStream("Airlock.Catalog.asset-apis.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = new List<AssetApi>();
        var index = new CatalogIndex<AssetApi>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var roles = cells[3].Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(role => role.Split('='))
                .ToImmutableDictionary(role => role[0], role => role[1].Split(',').ToImmutableArray());
            var row = new AssetApi(cells[0], cells[1], cells[2].Length == 0 ? null : cells[2], roles, cells[4]);
            rows.Add(row);
            index.Add(row.Id, row);
        }

        return (rows, index);
    }
}

/// <summary>One row of <see cref="AssetApis"/>.</summary>
/// <param name="Id"><c>T:</c> with a type, or <c>M:</c> with a type and a method's name.</param>
/// <param name="Kind">
/// <c>client</c>: a client or registration that reaches a provider; <c>model</c>, <c>adapter</c>: registers, or wraps, a model of the client that it is called on; <c>names</c>: only names a model; <c>vector-store</c>, <c>vector-collection</c>;
/// <c>mcp-transport</c>, <c>mcp-client</c>, <c>mcp-tool</c>: a server that is used; <c>mcp-server</c>: one that is offered.
/// </param>
/// <param name="Provider">Who stands behind it; null if it serves several.</param>
/// <param name="Roles">The names of the parameters that play each role, or the fixed values of <c>transport</c>.</param>
/// <param name="Package">The package that holds it.</param>
internal sealed record AssetApi(string Id, string Kind, string? Provider, ImmutableDictionary<string, ImmutableArray<string>> Roles, string Package)
{
    /// <summary>The names, or fixed values, of a role; none if no parameter plays it.</summary>
    public ImmutableArray<string> Names(string role) => Roles.TryGetValue(role, out var names) ? names : [];
}
