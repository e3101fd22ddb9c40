using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises handlers of Razor pages, and what conventions say of the pages they belong to.</summary>
internal sealed class RazorPages(AirlockContext airlock)
{
    /// <summary>Whether a class is the model of a page.</summary>
    public static bool IsPage(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: "PageModel", ContainingNamespace.Name: "RazorPages" })
            {
                return !type.IsAbstract;
            }
        }

        return false;
    }

    /// <summary>The methods of a page that requests run.</summary>
    public static IEnumerable<IMethodSymbol> HandlersOf(INamedTypeSymbol page) => page.GetMembers().OfType<IMethodSymbol>().Where(method =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false } && VerbOf(method) is not null);

    /// <summary>The verb of a handler, as <c>POST</c> for <c>OnPostAskAsync</c>; null if the method is none.</summary>
    public static string? VerbOf(IMethodSymbol handler) =>
        new[] { "Get", "Post", "Put", "Delete", "Patch" }.FirstOrDefault(verb => handler.Name.StartsWith("On" + verb, StringComparison.Ordinal))?.ToUpperInvariant();

    /// <summary>The path of a page: where its file stands below <c>Pages</c>, else what its namespace and class are named.</summary>
    public static string PathOf(INamedTypeSymbol page)
    {
        var file = page.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath.Replace('\\', '/')).FirstOrDefault() ?? "";
        var pages = file.LastIndexOf("/Pages/", StringComparison.Ordinal);
        if (pages >= 0 && file.EndsWith(".cshtml.cs", StringComparison.OrdinalIgnoreCase))
        {
            var below = file.Substring(pages + "/Pages".Length);
            return below.Substring(0, below.Length - ".cshtml.cs".Length);
        }

        var space = page.ContainingNamespace?.ToDisplayString().Split('.') ?? [];
        var folders = space.SkipWhile(part => part != "Pages").Skip(1);
        return "/" + string.Join("/", folders.Append(page.Name.EndsWith("Model", StringComparison.Ordinal) ? page.Name.Substring(0, page.Name.Length - "Model".Length) : page.Name));
    }

    /// <summary>What conventions such as <c>AuthorizeFolder("/")</c> say of a page.</summary>
    public EndpointAccess AccessOf(INamedTypeSymbol page)
    {
        var path = PathOf(page);
        var access = EndpointAccess.Open;
        foreach (var call in airlock.Calls.Named("AuthorizePage", "AuthorizeFolder", "AllowAnonymousToPage", "AllowAnonymousToFolder").Where(call => !DevelopmentOnly.Covers(call)))
        {
            if (call.Argument(1)?.ConstantText() is { } named && (call.TargetMethod.Name.EndsWith("Folder", StringComparison.Ordinal) ? IsBelow(path, named) : path.Equals(named, StringComparison.OrdinalIgnoreCase)))
            {
                access = access.And(call.TargetMethod.Name.StartsWith("Allow", StringComparison.Ordinal) ? EndpointAccess.Anonymous : EndpointAccess.Authenticated);
            }
        }

        return access;
    }

    private static bool IsBelow(string path, string folder) => (path + "/").StartsWith(folder.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
