using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers;

/// <summary>
/// Operations of declarations wherever in the compilation they stand: initial values of members that never change, and
/// bodies of methods. Each is read once. This is the one place that asks for a semantic model, and it is reached only
/// from a block that already holds something of interest.
/// </summary>
internal sealed class DeclaredOperations(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _operations = new(SymbolEqualityComparer.Default);

    /// <summary>The initial value of a constant or readonly field or of a property without setter, or null.</summary>
    public IOperation? ValueOf(ISymbol member)
    {
        var unchanging = member switch
        {
            IFieldSymbol field => field.IsReadOnly || field.IsConst,
            IPropertySymbol property => property.SetMethod is null && !property.IsIndexer,
            _ => false,
        };
        return unchanging ? _operations.GetOrAdd(member.OriginalDefinition, Find) : null;
    }

    /// <summary>
    /// What a field, property or parameter is at first, whether or not it changes later; of a property without setter, what it gives.
    /// Null if that is not written here.
    /// </summary>
    public IOperation? InitialValueOf(ISymbol member) => _operations.GetOrAdd(member.OriginalDefinition, Find);

    /// <summary>The body of a method that is written in this compilation, or null.</summary>
    public IOperation? BodyOf(IMethodSymbol method) => _operations.GetOrAdd(method.OriginalDefinition, Find);

    /// <summary>The control-flow graph of a body that is written in this compilation; null if it has no code.</summary>
    public ControlFlowGraph? GraphOf(SyntaxNode body)
    {
        // The source of a referenced project is at hand in an editor, but not part of this compilation.
        return !compilation.ContainsSyntaxTree(body.SyntaxTree) ? null : Read(body) switch
        {
            IMethodBodyOperation { Parent: null } method => ControlFlowGraph.Create(method),
            IConstructorBodyOperation { Parent: null } constructor => ControlFlowGraph.Create(constructor),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block),
            IFieldInitializerOperation { Parent: null } field => ControlFlowGraph.Create(field),
            IPropertyInitializerOperation { Parent: null } property => ControlFlowGraph.Create(property),
            _ => null,
        };
    }

    /// <summary>The member of an <c>extension</c> block that a body belongs to; null for any other body.</summary>
    public IMethodSymbol? ExtensionMember(SyntaxNode body)
    {
        if (!compilation.ContainsSyntaxTree(body.SyntaxTree))
        {
            return null;
        }

        for (var node = body; node is not null and not BaseTypeDeclarationSyntax { RawKind: (int)SyntaxKind.ClassDeclaration or (int)SyntaxKind.StructDeclaration }; node = node.Parent)
        {
            if (node is ExtensionBlockDeclarationSyntax)
            {
                return Model(body).GetDeclaredSymbol(body is ArrowExpressionClauseSyntax ? body.Parent! : body) switch
                {
                    IMethodSymbol method => method,
                    IPropertySymbol property => property.GetMethod,
                    _ => null,
                };
            }
        }

        return null;
    }

    private IOperation? Find(ISymbol member)
    {
        // A symbol of a referenced project may have source too, which belongs to another compilation.
        foreach (var reference in member.DeclaringSyntaxReferences.Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree)))
        {
            SyntaxNode? node = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
                ParameterSyntax { Default.Value: var initial } => initial,
                LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
                AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
                ArrowExpressionClauseSyntax getter => getter,
                _ => null,
            };
            if (node is not null)
            {
                return Read(node);
            }
        }

        return null;
    }

    /// <summary>The operation that a piece of code stands for, or null.</summary>
    public IOperation? Read(SyntaxNode node) => Model(node).GetOperation(node);

    /// <summary>The symbol that a name refers to, or null.</summary>
    public ISymbol? SymbolOf(SyntaxNode name) => Model(name).GetSymbolInfo(name).Symbol;

    /// <summary>The member that a declaration declares, or null.</summary>
    public ISymbol? DeclaredBy(SyntaxNode declaration) => Model(declaration).GetDeclaredSymbol(declaration);

    /// <summary>The type that a declaration declares, or null.</summary>
    public INamedTypeSymbol? TypeOf(BaseTypeDeclarationSyntax declaration) =>
        (INamedTypeSymbol?)Model(declaration).GetDeclaredSymbol(declaration);

#pragma warning disable RS1030 // See above: there is no other way to another file's operations.
    private SemanticModel Model(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030
}
