using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// What the application as a whole says of access: a fallback policy, a global filter, conventions on all controllers,
/// middleware that turns callers away. It is read from the syntax of all files, once, and only if some endpoint looks open.
/// </summary>
internal sealed class ApplicationAccess(Compilation compilation)
{
    private readonly Lazy<(EndpointAccess Routes, EndpointAccess Controllers)> _access = new(() => Read(compilation));

    /// <summary>What holds for every endpoint.</summary>
    public EndpointAccess OfRoutes => _access.Value.Routes;

    /// <summary>What holds for every controller.</summary>
    public EndpointAccess OfControllers => _access.Value.Controllers;

    private static (EndpointAccess Routes, EndpointAccess Controllers) Read(Compilation compilation)
    {
        var routes = EndpointAccess.Open;
        var controllers = EndpointAccess.Open;
        var mapsControllers = false;
        foreach (var name in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()))
        {
            switch (name.Identifier.ValueText)
            {
                case "FallbackPolicy" when name.Parent?.Parent is AssignmentExpressionSyntax { Right: not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } }
                    || name.Parent is AssignmentExpressionSyntax:
                case "SetFallbackPolicy" or "AddFallbackPolicy" when !TakesNull(name):
                    routes = routes.And(EndpointAccess.Authenticated);
                    break;
                case "AuthorizeFilter":
                    controllers = controllers.And(EndpointAccess.Authenticated);
                    break;
                case "Filters" when name.Parent is MemberAccessExpressionSyntax:
                    controllers = controllers.And(EndpointAccess.Unknown);
                    break;
                case "MapControllers" or "MapDefaultControllerRoute" or "MapControllerRoute" or "MapAreaControllerRoute":
                    mapsControllers = true;
                    controllers = controllers.And(OfMapping(name));
                    break;
                case "Status401Unauthorized" or "Status403Forbidden" or "ChallengeAsync" or "AuthenticateAsync" when IsInMiddleware(name):
                    routes = routes.And(EndpointAccess.Unknown);
                    break;
                case "StatusCode" when name.Parent?.Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: 401 or 403 } } && IsInMiddleware(name):
                    routes = routes.And(EndpointAccess.Unknown);
                    break;
            }
        }

        // Controllers that another project maps are under the rules of that project.
        return (routes, controllers.And(routes).And(mapsControllers ? EndpointAccess.Open : EndpointAccess.Unknown));
    }

    private static bool TakesNull(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression };

    /// <summary>What stands on the chain of calls around a mapping of all controllers; what is kept in a variable may get more elsewhere.</summary>
    private static EndpointAccess OfMapping(SimpleNameSyntax name)
    {
        ExpressionSyntax? outermost = name.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        while (outermost?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next })
        {
            outermost = next;
        }

        var names = outermost?.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(part => part.Identifier.ValueText).ToList() ?? [];
        return names.Contains("RequireAuthorization") ? EndpointAccess.Authenticated
            : outermost?.Parent is ExpressionStatementSyntax && !names.Contains("MapGroup") ? EndpointAccess.Open
            : EndpointAccess.Unknown;
    }

    /// <summary>Whether code runs for requests in general: a lambda given to <c>Use</c>, or a middleware class.</summary>
    private static bool IsInMiddleware(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Use" or "UseWhen" } })
            {
                return true;
            }

            if (ancestor is MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync" })
            {
                return true;
            }
        }

        return false;
    }
}
