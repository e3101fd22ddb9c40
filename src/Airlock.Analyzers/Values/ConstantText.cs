using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A text that is fixed when the program is compiled.</summary>
/// <param name="Text">The text.</param>
/// <param name="Name">The variable or field that holds it, a field with its type's name before it; null if it is written in place.</param>
/// <param name="Syntax">The expression in the code being analysed that has it as its value.</param>
internal readonly record struct ConstantText(string Text, string? Name, SyntaxNode Syntax)
{
    /// <summary>
    /// The constant texts that may be the value of an expression: literals and constants, what a local variable or a
    /// <c>static readonly</c> field was given once and for all, and the branches of <c>??</c> and <c>?:</c>.
    /// </summary>
    public static IEnumerable<ConstantText> Reaching(IOperation? value)
    {
        switch (value)
        {
            case null:
                break;
            case { ConstantValue: { HasValue: true, Value: string text } }:
                yield return new ConstantText(text, NameOf(value), value.Syntax);
                break;
            case IConversionOperation conversion:
                foreach (var constant in Reaching(conversion.Operand))
                {
                    yield return constant;
                }

                break;
            case ICoalesceOperation coalesce:
                foreach (var constant in Reaching(coalesce.Value).Concat(Reaching(coalesce.WhenNull)))
                {
                    yield return constant;
                }

                break;
            case IConditionalOperation conditional:
                foreach (var constant in Reaching(conditional.WhenTrue).Concat(Reaching(conditional.WhenFalse)))
                {
                    yield return constant;
                }

                break;
            case ILocalReferenceOperation local:
                foreach (var constant in Reaching(OnlyValueOf(local)))
                {
                    yield return constant with { Name = constant.Name ?? local.Local.Name, Syntax = local.Syntax };
                }

                break;
            case IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } }:
                yield return new ConstantText("", NameOf(value), value.Syntax);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } when InitialText(field) is { } initial:
                yield return new ConstantText(initial, NameOf(value), value.Syntax);
                break;
        }
    }

    /// <summary>The constant text of an expression, or null if there is none or several are possible.</summary>
    public static ConstantText? Of(IOperation? value)
    {
        using var constants = Reaching(value).GetEnumerator();
        ConstantText? only = constants.MoveNext() ? constants.Current : null;
        return constants.MoveNext() ? null : only;
    }

    /// <summary>Whether an expression may have another value than <see cref="Reaching"/> gives.</summary>
    public static bool MayBeOther(IOperation? value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string } } => false,
        IConversionOperation conversion => MayBeOther(conversion.Operand),
        ICoalesceOperation coalesce => MayBeOther(coalesce.Value) || MayBeOther(coalesce.WhenNull),
        IConditionalOperation conditional => MayBeOther(conditional.WhenTrue) || MayBeOther(conditional.WhenFalse),
        ILocalReferenceOperation local => MayBeOther(OnlyValueOf(local)),
        IFieldReferenceOperation field => !Reaching(field).Any(),
        IThrowOperation => false,
        _ => true,
    };

    /// <summary>
    /// What a local variable holds, if it is initialised where it is declared and never written again; else null. A value that
    /// stands after the reference, or around it, is none: in code that is still being typed that would lead in circles.
    /// </summary>
    public static IOperation? OnlyValueOf(ILocalReferenceOperation reference)
    {
        IOperation body = reference;
        while (body.Parent is not null)
        {
            body = body.Parent;
        }

        IOperation? initial = null;
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol):
                    initial = declarator.GetVariableInitializer()?.Value;
                    break;
                case ILocalReferenceOperation other when Same(other.Local) && IsWritten(other):
                    return null;
            }
        }

        return initial?.Syntax.Span.End <= reference.Syntax.SpanStart ? initial : null;

        bool Same(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private static string? NameOf(IOperation value) => value switch
    {
        IFieldReferenceOperation { Field: var field } => $"{field.ContainingType?.Name}.{field.Name}",
        ILocalReferenceOperation local => local.Local.Name,
        _ => null,
    };

    private static bool IsWritten(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out },
        ITupleOperation or IAddressOfOperation => true,
        _ => false,
    };

    // The field may stand in another file, whose semantic model is not ours to ask for; a literal needs none.
    private static string? InitialText(IFieldSymbol field)
    {
        var declaration = field.DeclaringSyntaxReferences.Length == 1 ? field.DeclaringSyntaxReferences[0].GetSyntax() : null;
        return declaration is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax literal }
            && literal.IsKind(SyntaxKind.StringLiteralExpression)
            ? literal.Token.ValueText
            : null;
    }
}
