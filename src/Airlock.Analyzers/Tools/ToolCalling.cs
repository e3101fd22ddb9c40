using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// Who runs the calls that models ask for, in the compilation as a whole: a library that runs them at once, and filters
/// that decide about each call. The names of all files are looked through once, and only if some tool is worth asking for.
/// </summary>
internal sealed class ToolCalling(AirlockContext airlock)
{
    private static readonly Lazy<HashSet<string>> Names = new(() =>
        [.. CatalogTable.ToolEntryPoints.Rows.Where(row => row.Kind is "auto-invoke" or "filter").Select(row => NameIn(row.Id))]);

    private readonly ConcurrentDictionary<string, (bool IsAutomatic, bool IsFiltered)> _families = new(StringComparer.Ordinal);
    private readonly Lazy<ImmutableArray<SimpleNameSyntax>> _names = new(() =>
    [
        .. airlock.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            .Where(name => Names.Value.Contains(name.Identifier.ValueText)),
    ]);

    /// <summary>Whether a library in use runs the calls of such tools without asking, and no filter decides about them.</summary>
    public bool RunsUnasked(CatalogRow tool)
    {
        var (isAutomatic, isFiltered) = _families.GetOrAdd(Family(tool.Package), Read);
        return isAutomatic && !isFiltered;
    }

    /// <summary>Whether a filter decides about the calls of such tools.</summary>
    public bool IsFiltered(CatalogRow tool) => _families.GetOrAdd(Family(tool.Package), Read).IsFiltered;

    /// <summary>Whether code of the compilation sets a property of a tool-calling library to <c>false</c>.</summary>
    public bool IsSwitchedOff(string property) =>
        airlock.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Any(assignment => assignment.Right is LiteralExpressionSyntax { Token.ValueText: "false" }
                && assignment.Left.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText == property);

    private (bool IsAutomatic, bool IsFiltered) Read(string family)
    {
        var isAutomatic = false;
        var isFiltered = false;
        var mentionsFilter = false;
        var declaresFilter = false;
        foreach (var name in _names.Value)
        {
            if (airlock.Declarations.SymbolOf(name) is not { } symbol)
            {
                continue;
            }

            // A constructor is written as the name of its type.
            var member = name.Parent is ObjectCreationExpressionSyntax creation ? airlock.Declarations.SymbolOf(creation) ?? symbol : symbol;
            foreach (var row in RowsOf(member).Where(row => Family(row.Package) == family))
            {
                if (row.Kind == "auto-invoke")
                {
                    isAutomatic |= IsOn(row, name);
                    isFiltered |= IsBase(name, out var client) && Decides(client);
                }
                else if (IsBase(name, out var filter))
                {
                    declaresFilter = true;
                    isFiltered |= Decides(filter);
                }
                else
                {
                    mentionsFilter |= member is INamedTypeSymbol or IPropertySymbol { Name: not "FunctionInvoker" };
                    isFiltered |= GivenCode(name) is { } given && Decides(given);
                }
            }

            isAutomatic |= family == "Microsoft" && symbol is IMethodSymbol { ReturnType: var result } && IsAgent(result);
        }

        return (isAutomatic, isFiltered || (mentionsFilter && !declaresFilter));
    }

    private IEnumerable<CatalogRow> RowsOf(ISymbol symbol) =>
        airlock.Catalog.Find(CatalogTable.ToolEntryPoints, symbol).Where(row => row.Kind is "auto-invoke" or "filter");

    /// <summary>Whether a mention switches the calls on: <c>Auto(autoInvoke: false)</c> and a call without tools do not.</summary>
    private bool IsOn(CatalogRow row, SimpleNameSyntax name)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax || airlock.Declarations.Read(syntax) is not { } operation || Call.From(operation) is not { } call)
        {
            return true;
        }

        foreach (var argument in row.Parameters("autoInvoke").Select(call.Argument))
        {
            return argument is null ? row.Value("default") != "autoInvoke false" : argument.ConstantValue is not { HasValue: true, Value: false };
        }

        return row.Package != "OllamaSharp" || row.Parameters("tools").Select(call.Argument).Any(tools => tools is { ConstantValue.HasValue: false });
    }

    private bool IsAgent(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (airlock.Catalog.Find(CatalogTable.ToolEntryPoints, current).Any(row => row.Kind == "agent-type"))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBase(SimpleNameSyntax name, out IEnumerable<IOperation> bodies)
    {
        var type = name.FirstAncestorOrSelf<BaseListSyntax>()?.Parent is BaseTypeDeclarationSyntax declaration ? airlock.Declarations.TypeOf(declaration) : null;
        bodies = type?.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.Name is "OnAutoFunctionInvocationAsync" or "OnFunctionInvocationAsync" or "InvokeFunctionAsync")
            .Select(airlock.Declarations.BodyOf).OfType<IOperation>() ?? [];
        return type is not null;
    }

    /// <summary>The code that is assigned to a property or passed to a method, as the body of a filter; null if there is none.</summary>
    private List<IOperation>? GivenCode(SimpleNameSyntax name)
    {
        SyntaxNode? syntax = name.FirstAncestorOrSelf<AssignmentExpressionSyntax>(assignment => assignment.Left.Span.Contains(name.Span));
        syntax ??= name.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Expression.Span.Contains(name.Span));
        IEnumerable<IOperation> values = (syntax is null ? null : airlock.Declarations.Read(syntax)) switch
        {
            ISimpleAssignmentOperation assignment => [assignment.Value],
            IInvocationOperation call => call.Arguments.Select(argument => argument.Value),
            _ => [],
        };
        return values.Select(value => DelegateTarget.Of(value, airlock.Declarations)?.Body).OfType<IOperation>().ToList() is { Count: > 0 } bodies ? bodies : null;
    }

    /// <summary>Whether a filter may hold a call back. One that only writes a log and goes on asks nobody.</summary>
    private static bool Decides(IEnumerable<IOperation> bodies) => bodies.Any(body => body.DescendantsAndSelf().Any(operation =>
        operation is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or IThrowOperation
        || operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Terminate" } }));

    private static string Family(string package) => package.Split('.')[0];

    private static string NameIn(string id)
    {
        var names = id.Substring(2).Split('(')[0].Split('.');
        var last = names[names.Length - 1];
        return (last == "#ctor" ? names[names.Length - 2] : last).Split('`')[0];
    }
}
