using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// The bodies of the program as the flow engine reads them: each once, when it holds a sink or is asked about. A body is
/// read without looking at any other, so that several threads may ask in any order and get the same answers.
/// </summary>
internal sealed class FlowProgram(AirlockContext airlock)
{
    /// <summary>Operations that are evaluated for one body before it is given up.</summary>
    public const int DefaultBudget = 200_000;

    /// <summary>Characters of the longest method that is read for what it checks.</summary>
    private const int LongestCheck = 4_000;

    private static readonly string[] CheckingVerbs = ["Throw", "Ensure", "Require", "Validate", "Verify", "Assert", "Check", "Guard"];

    private readonly Lazy<CodeIndex> _index = new(() => new CodeIndex(airlock.Compilation));
    private readonly Lazy<TypeHierarchy> _hierarchy = new(() => new TypeHierarchy(airlock.Compilation));
    private readonly ConcurrentDictionary<SyntaxNode, BodySummary?> _summaries = [];
    private readonly ConcurrentDictionary<(SyntaxNode, int), MethodFacts> _facts = [];
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _isStored = new(SymbolEqualityComparer.Default);

    /// <summary>Which bodies mention a name.</summary>
    public CodeIndex Index => _index.Value;

    /// <summary>What may run where a method is called.</summary>
    public TypeHierarchy Hierarchy => _hierarchy.Value;

    /// <summary>What a body does; null if it can't be read.</summary>
    /// <param name="body">A node that <see cref="CodeIndex.IsBody"/> says is one.</param>
    public BodySummary? Summary(SyntaxNode body) =>
        _summaries.TryGetValue(body, out var known) ? known
            : _summaries.GetOrAdd(body, airlock.Declarations.GraphOf(body) is { } graph ? Read(body, graph, DefaultBudget) : null);

    /// <summary>What a body does, whose graph is at hand.</summary>
    public BodySummary Summary(SyntaxNode body, ControlFlowGraph graph, int budget) =>
        budget == DefaultBudget
            ? _summaries.TryGetValue(body, out var known) && known is not null ? known : _summaries.GetOrAdd(body, Read(body, graph, budget))!
            : Read(body, graph, budget);

    /// <summary>What the body of a method does; null if it has none here.</summary>
    public BodySummary? Summary(IMethodSymbol method) => BodyOf(method) is { } body ? Summary(body) : null;

    /// <summary>What a method of the program proves of its arguments.</summary>
    /// <param name="method">The method.</param>
    /// <param name="depth">How many calls deep guards are looked for; at none, nothing is proven.</param>
    public MethodFacts Facts(IMethodSymbol method, int depth)
    {
        if (depth == 0 || method.Parameters.IsEmpty || BodyOf(method) is not { } body || !MayCheck(method, body))
        {
            return MethodFacts.None;
        }

        return _facts.TryGetValue((body, depth), out var known) ? known : _facts.GetOrAdd((body, depth), FindFacts(method.OriginalDefinition, body, depth));
    }

    /// <summary>
    /// Whether a method looks like one that checks something: it answers yes or no, or it can throw. Most methods do
    /// neither, and to read their bodies for what they prove would cost more than all the rest.
    /// </summary>
    private static bool MayCheck(IMethodSymbol method, SyntaxNode body) =>
        body.Span.Length <= LongestCheck
        && (AnswersYesOrNo(method.ReturnType) || body.DescendantNodes().Any(node =>
            node is ThrowStatementSyntax or ThrowExpressionSyntax
            || (node is SimpleNameSyntax name && CheckingVerbs.Any(verb => name.Identifier.ValueText.StartsWith(verb, StringComparison.Ordinal)))));

    private static bool AnswersYesOrNo(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean || type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } && results[0].SpecialType == SpecialType.System_Boolean;

    /// <summary>Whether code of the program may run where a library's method is called, because a type of the program overrides or implements it.</summary>
    public bool MayRunOurs(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride)
        && method.ContainingType?.SpecialType == SpecialType.None
        && Hierarchy.TargetsOf(method, isVirtual: true).Any(target => SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, airlock.Compilation.Assembly));

    /// <summary>Whether a property of the program does no more than keep a value, and none that overrides it does.</summary>
    public bool IsStored(IPropertySymbol property) => _isStored.GetOrAdd(property, FindIsStored);

    /// <summary>What a method, lambda or local function returns; null if its body can't be read.</summary>
    public FlowValue? ReturnedBy(IMethodSymbol function) =>
        function.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction
            ? CodeIndex.BodyAround(function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) is { } around
                && Summary(around) is { } outer && outer.FunctionReturns.TryGetValue(function, out var returned) ? returned : null
            : Summary(function)?.Returned;

    /// <summary>The bodies that may create an object of a type of the program.</summary>
    public IEnumerable<SyntaxNode> BodiesThatMayCreate(INamedTypeSymbol type) =>
        Index.Mentioning(type.Name)
            .Concat(Index.Mentioning(CodeIndex.ImplicitCreation).Where(body => Index.IsMentionedIn(body.SyntaxTree, type.Name)))
            .Concat(Index.Mentioning(CodeIndex.ConstructorInitializer).Where(body => Index.IsMentionedIn(body.SyntaxTree, type.Name)))
            .Distinct();

    /// <summary>The body of a method, or null.</summary>
    public static SyntaxNode? BodyOf(IMethodSymbol method)
    {
        var declared = Implementation(method).OriginalDefinition;
        foreach (var reference in declared.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax();
            if (CodeIndex.IsBody(node))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Whether an accessor is written without a body though it is not abstract: it keeps or gives the value.</summary>
    public static bool IsAutomatic(IMethodSymbol accessor) =>
        !accessor.IsAbstract && accessor.ContainingType.TypeKind != TypeKind.Interface
        && Implementation(accessor).DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null });

    /// <summary>The part of a partial member that has the body.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method) => method switch
    {
        { PartialImplementationPart: { } implementation } => implementation,
        { AssociatedSymbol: IPropertySymbol { PartialImplementationPart: { } property } } => (method.MethodKind == MethodKind.PropertyGet ? property.GetMethod : property.SetMethod) ?? method,
        _ => method,
    };

    private BodySummary Read(SyntaxNode body, ControlFlowGraph graph, int budget) =>
        FlowInterpreter.Summarize(airlock, graph, airlock.Declarations.ExtensionMember(body), budget);

    private MethodFacts FindFacts(IMethodSymbol method, SyntaxNode body, int depth) =>
        airlock.Declarations.GraphOf(body) is { } graph ? FlowInterpreter.FactsOf(airlock, method, graph, DefaultBudget / 10, depth - 1) : MethodFacts.None;

    private static bool FindIsStored(IPropertySymbol property)
    {
        if (property.IsIndexer || property.IsAbstract || property.IsVirtual || property.IsOverride || property.ContainingType.TypeKind == TypeKind.Interface)
        {
            return false;
        }

        foreach (var reference in (property.PartialImplementationPart ?? property).DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case ParameterSyntax:
                    return true;
                case PropertyDeclarationSyntax { ExpressionBody: not null }:
                    return false;
                case PropertyDeclarationSyntax { AccessorList: { } accessors } when accessors.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null):
                    return false;
            }
        }

        return true;
    }
}
