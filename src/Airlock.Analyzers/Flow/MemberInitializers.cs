using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Flow;

/// <summary>The initial values of fields and properties that never change, wherever in the compilation they stand.</summary>
internal sealed class MemberInitializers(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The initial value of a readonly field or of a property without setter, or null.</summary>
    public IOperation? ValueOf(ISymbol member)
    {
        var unchanging = member switch
        {
            IFieldSymbol field => field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is null && !property.IsIndexer,
            _ => false,
        };
        return unchanging ? _values.GetOrAdd(member.OriginalDefinition, Find) : null;
    }

    private IOperation? Find(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                _ => null,
            };
            if (value is not null)
            {
                // The one place that asks for a semantic model: it is reached only from a check that guards a sink, and the answer is kept.
#pragma warning disable RS1030
                return compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value);
#pragma warning restore RS1030
            }
        }

        return null;
    }
}
