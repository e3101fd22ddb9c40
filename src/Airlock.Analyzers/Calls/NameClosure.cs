using System.Collections.Immutable;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Calls;

/// <summary>
/// The names of members that may lead to a call, found backwards through the syntax of the whole program: a body that mentions such a
/// name gives its own name to the set. A method of any other name leads there never, so that it need not be bound to know.
/// </summary>
internal static class NameClosure
{
    /// <summary>A mediator is called by one of these names, and leads to methods of any other.</summary>
    private static readonly string[] Mediation = ["Send", "SendAsync", "InvokeAsync", "Dispatch", "DispatchAsync", "CreateStream", "Query", "QueryAsync", "Execute", "ExecuteAsync"];

    /// <summary>The closure.</summary>
    /// <param name="index">The program.</param>
    /// <param name="isTarget">Whether a name is one of the calls looked for.</param>
    /// <param name="guarded">Further names of such calls, which count only where <paramref name="isMeant"/> says so.</param>
    /// <param name="isMeant">Whether a mention of a guarded name is such a call.</param>
    public static HashSet<string> Of(CodeIndex index, Func<string, bool> isTarget, IReadOnlyList<string>? guarded = null, Func<SyntaxNode, bool>? isMeant = null)
    {
        var leading = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<SyntaxNode>();
        var entered = new HashSet<SyntaxNode>();
        foreach (var name in index.Names.Where(isTarget))
        {
            Add(name);
        }

        foreach (var name in (guarded ?? []).Where(name => !leading.Contains(name)))
        {
            foreach (var body in index.Mentioning(name).Where(body => body.DescendantNodes().OfType<SimpleNameSyntax>().Any(mention => mention.Identifier.ValueText == name && isMeant!(mention))))
            {
                leading.Add(name);
                Enter(body);
            }
        }

        while (waiting.Count > 0)
        {
            var body = waiting.Dequeue();
            foreach (var name in NamesOf(body))
            {
                Add(name);
                foreach (var verb in name.StartsWith("Handle", StringComparison.Ordinal) || name.StartsWith("Execute", StringComparison.Ordinal) ? Mediation : [])
                {
                    Add(verb);
                }
            }

            // Code of the same body may call these; their names lead nowhere else.
            leading.UnionWith(FunctionsIn(body));
        }

        return leading;

        void Add(string name)
        {
            if (leading.Add(name))
            {
                foreach (var body in index.Mentioning(name))
                {
                    Enter(body);
                }
            }
        }

        void Enter(SyntaxNode body)
        {
            if (entered.Add(body))
            {
                waiting.Enqueue(body);
            }
        }
    }

    /// <summary>The name that a method is found by in a closure: a constructor has its type's, an explicit implementation its own.</summary>
    public static string NameOf(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.AssociatedSymbol?.Name ?? method.Name;
        return name.Substring(name.LastIndexOf('.') + 1);
    }

    /// <summary>The names of local functions, and of locals that hold a lambda.</summary>
    private static IEnumerable<string> FunctionsIn(SyntaxNode body) => body.DescendantNodes().Select(node => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        VariableDeclaratorSyntax { Initializer.Value: AnonymousFunctionExpressionSyntax } local => local.Identifier.ValueText,
        _ => null,
    }).OfType<string>();

    /// <summary>The names by which other code runs a body.</summary>
    private static ImmutableArray<string> NamesOf(SyntaxNode body) => body switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        ConstructorDeclarationSyntax constructor => [constructor.Identifier.ValueText],
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax field } => [field.Identifier.ValueText],
        _ => [],
    };
}
