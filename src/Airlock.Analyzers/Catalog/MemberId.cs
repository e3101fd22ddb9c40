using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Catalog;

/// <summary>Documentation comment IDs as users write them: their form, and what they name in a compilation.</summary>
internal static class MemberId
{
    /// <summary>The most IDs that a message proposes.</summary>
    private const int MostProposals = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Parts of a name, as N.Type`1.#ctor or an explicit N.Type.N#IContract{T}#Run; then parameters, and what an operator makes.
    private static readonly Regex Form = new(@"^[MPT]:[\w#][\w#{},@]*(`{1,2}\d+)?(\.[\w#][\w#{},@]*(`{1,2}\d+)?)*(\([^()\s~]+\))?(~[^()\s~]+)?$", RegexOptions.CultureInvariant, Patience);

    /// <summary>What is wrong with the form of an ID, or null.</summary>
    public static string? ProblemOf(string id)
    {
        if (id.Any(char.IsWhiteSpace))
        {
            return $"\"{id}\" is no ID: it holds a blank; types stand in it with their full names and a comma, as in M:Contoso.Reports.Run(System.String,System.Int32)";
        }

        var isMember = id.StartsWith("M:", StringComparison.Ordinal) || id.StartsWith("P:", StringComparison.Ordinal);
        return Form.IsMatch(id) && (isMember ? Head(id).Contains('.') : !id.Contains('('))
            ? null
            : $"\"{id}\" is no ID; it looks like M:Contoso.Reports.Run(System.String) for a method, P:Contoso.Reply.Text for a property, T:Contoso.ToolAttribute for a type";
    }

    /// <summary>What an ID with that first letter names.</summary>
    public static string NounOf(char letter) => letter switch
    {
        'M' => "a method (M:)",
        'P' => "a property (P:)",
        _ => "a type (T:)",
    };

    /// <summary>The symbol of an ID, or null.</summary>
    /// <param name="id">The ID, well formed.</param>
    /// <param name="compilation">Where to look.</param>
    /// <param name="problem">What is wrong with an ID that names nothing here, though only the compilation's own code can be meant.</param>
    public static ISymbol? Resolve(string id, Compilation compilation, out string? problem)
    {
        problem = null;
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is { } symbol)
        {
            return symbol;
        }

        var names = Head(id).Split('.');
        var (container, depth) = OwnContainer(compilation, names);
        if (container is INamespaceSymbol space)
        {
            var isTypeMissing = depth == names.Length - (id[0] == 'T' ? 1 : 2);
            problem = isTypeMissing && IsOwn(space, compilation) ? $"\"{id}\" names nothing: there is no {names[depth]} in {space.ToDisplayString()}" : null;
            return null;
        }

        // Roslyn's search misses a few members, as properties that are named Item.
        var members = container.GetMembers();
        if (members.FirstOrDefault(member => member.GetDocumentationCommentId() == id) is { } found)
        {
            return found;
        }

        var proposals = members
            .Where(member => depth == names.Length - 1 && NameOf(member) == WithoutArity(names[depth]))
            .Select(member => member.GetDocumentationCommentId()).Take(MostProposals).ToList();
        problem = $"\"{id}\" names nothing: "
            + (proposals.Count > 0 ? $"did you mean {string.Join(" or ", proposals)}?" : $"there is no such {names[depth]} in {container.ToDisplayString()}");
        return null;
    }

    /// <summary>How far the compilation's own code follows the names: the type or namespace, and how many names lead to it.</summary>
    private static (INamespaceOrTypeSymbol Container, int Depth) OwnContainer(Compilation compilation, string[] names)
    {
        INamespaceOrTypeSymbol container = compilation.Assembly.GlobalNamespace;
        for (var depth = 0; depth < names.Length - 1; depth++)
        {
            var next = container.GetMembers(WithoutArity(names[depth])).OfType<INamespaceOrTypeSymbol>().FirstOrDefault(member => member.MetadataName == names[depth]);
            if (next is null)
            {
                return (container, depth);
            }

            container = next;
        }

        return (container, names.Length - 1);
    }

    /// <summary>
    /// Whether a namespace is the project's alone: the project declares types in it, and its name begins with the
    /// assembly's. Anything else may belong to another project that shares the file.
    /// </summary>
    private static bool IsOwn(INamespaceSymbol space, Compilation compilation) =>
        compilation.AssemblyName is { } assembly && !space.GetTypeMembers().IsEmpty
        && (space.ToDisplayString() + ".").StartsWith(assembly + ".", StringComparison.Ordinal);

    private static string NameOf(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "#ctor" : member.Name;

    /// <summary>The names in an ID, without kind and parameters.</summary>
    private static string Head(string id) => id.Substring(2).Split('(', '~')[0];

    private static string WithoutArity(string name) => name.Split('`')[0];
}
