using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// The methods that a model may call, and with what. A method is one by an attribute or by what it overrides, which its
/// symbol tells; a lambda or any other method is one by the call that registers it.
/// </summary>
internal sealed class ToolEntryPoints(CatalogLookup catalog, DeclaredOperations declarations)
{
    /// <summary>Whether attributes or base types offer a method to models: a tool, or a prompt or resource of an MCP server.</summary>
    public bool IsEntryPoint(IMethodSymbol method) => Offer(method) is not null;

    /// <summary>The row of the attribute or base member that offers a method to models, or null.</summary>
    public CatalogRow? Offer(IMethodSymbol method) =>
        OfferingAttribute(method) is { } attribute ? OfferedBy(attribute.AttributeClass!) : RowOf(method, "override");

    /// <summary>The attribute that offers a method to models, or null.</summary>
    public AttributeData? OfferingAttribute(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (attribute.AttributeClass is { } type && OfferedBy(type) is not null)
                {
                    return attribute;
                }
            }
        }

        return null;
    }

    /// <summary>The row of an attribute that offers methods to models, or null.</summary>
    public CatalogRow? OfferedBy(INamedTypeSymbol attribute) => RowOf(attribute, "attribute");

    /// <summary>The row of a call that registers a lambda or method as a tool, or null.</summary>
    /// <param name="callee">What is called.</param>
    /// <param name="parameter">The index of the parameter that takes the delegate or method, the receiver of an extension method being 0.</param>
    public CatalogRow? Registration(IMethodSymbol callee, out int parameter)
    {
        foreach (var row in catalog.Find(CatalogTable.ToolEntryPoints, callee))
        {
            foreach (var place in row.Kind == "register" ? row.Parameters("method") : [])
            {
                parameter = place.Index;
                return row;
            }
        }

        parameter = -1;
        return null;
    }

    /// <summary>
    /// The tool that an operation registers: by a call as <c>AIFunctionFactory.Create(method)</c>, by an assignment of a
    /// delegate, or by creating an object of this compilation that is a tool. Null if it registers none.
    /// </summary>
    public RegisteredTool? RegisteredBy(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call when Registration(call.TargetMethod, out var index) is { } row && call.Argument(index) is { } argument:
                return Tool(row, argument);
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
                when RowOf(property, "register") is { } row && row.Parameters("method").Any():
                return Tool(row, value);
            case IObjectCreationOperation { Type: INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type } creation:
                return type.GetMembers().OfType<IMethodSymbol>()
                    .Select(method => RowOf(method, "override") is { } row ? new RegisteredTool(row, operation, creation, method, declarations.BodyOf(method)) : null)
                    .FirstOrDefault(tool => tool is not null);
            default:
                return null;
        }

        RegisteredTool? Tool(CatalogRow row, IOperation argument) => DelegateTarget.Of(argument, declarations) is { } target
            ? new RegisteredTool(row, operation, argument, target.Method, target.Body)
            : null;
    }

    /// <summary>Whether a row offers a tool, and not a prompt or a resource.</summary>
    public static bool IsTool(CatalogRow row) => row.Value("offers") is null;

    private CatalogRow? RowOf(ISymbol symbol, string kind)
    {
        foreach (var row in catalog.Find(CatalogTable.ToolEntryPoints, symbol))
        {
            if (row.Kind == kind)
            {
                return row;
            }
        }

        return null;
    }
}

/// <summary>A tool and the code that registers it.</summary>
/// <param name="Row">The row of the catalog by which it is one.</param>
/// <param name="Registration">The call, assignment or creation that registers it.</param>
/// <param name="Passed">The expression that stands for the tool: the delegate, or the creation itself.</param>
/// <param name="Method">The method that the model's call runs.</param>
/// <param name="Body">Its body; null if this compilation does not hold it.</param>
internal sealed record RegisteredTool(CatalogRow Row, IOperation Registration, IOperation Passed, IMethodSymbol Method, IOperation? Body);
