using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR1001, and of AIR2004 at the same sinks: arguments that are written as one text become a list, so that a value stays one argument whatever it holds.
/// It is offered if the program is a constant and no shell, and if it is clear where one argument ends and the next begins.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR1001ArgumentListFix : CodeFixProvider
{
    private const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR1001", "AIR2004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax text || model is null
            || WrittenText.Parts(text, model, context.CancellationToken) is not { } parts
            || WrittenArguments.Divide(parts, model) is not { } arguments)
        {
            return;
        }

        var changed = text.Parent switch
        {
            ArgumentSyntax argument => InCall(root, argument, arguments, model, context.CancellationToken),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Arguments" } } member => InInitializer(root, member, arguments, model, context.CancellationToken),
            _ => null,
        };
        if (changed is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Pass the arguments as a list", _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), nameof(AIR1001ArgumentListFix)),
                context.Diagnostics[0]);
        }
    }

    /// <summary><c>Process.Start("git", "log …")</c> and <c>new ProcessStartInfo("git", "log …")</c> have overloads that take several texts.</summary>
    private static SyntaxNode? InCall(SyntaxNode root, ArgumentSyntax argument, IReadOnlyList<ExpressionSyntax> arguments, SemanticModel model, CancellationToken cancellationToken)
    {
        if (argument.Parent is not ArgumentListSyntax { Arguments.Count: 2 } list || list.Arguments[1] != argument || list.Arguments.Any(item => item.NameColon is not null)
            || model.GetSymbolInfo(list.Parent!, cancellationToken).Symbol is not IMethodSymbol method
            || method.ContainingType.ToDisplayString() is not ("System.Diagnostics.Process" or StartInfo)
            || !TakesList(method) || !IsFixedProgram(list.Arguments[0].Expression, model, cancellationToken))
        {
            return null;
        }

        var elements = string.Join(", ", arguments);
        var hasCollections = model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };
        var value = SyntaxFactory.ParseExpression(hasCollections ? $"[{elements}]" : $"new[] {{ {elements} }}").WithTriviaFrom(argument.Expression);
        return root.ReplaceNode(argument.Expression, value);
    }

    private static bool TakesList(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .Any(other => other.Parameters.Length == 2 && other.Parameters[1].Type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    /// <summary><c>new ProcessStartInfo { FileName = "git", Arguments = "log …" }</c>, whose list is filled in the same place.</summary>
    private static SyntaxNode? InInitializer(SyntaxNode root, AssignmentExpressionSyntax member, IReadOnlyList<ExpressionSyntax> arguments, SemanticModel model, CancellationToken cancellationToken)
    {
        if (member.Parent is not InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } initializer
            || model.GetTypeInfo(creation, cancellationToken).Type is not { } type || type.ToDisplayString() != StartInfo || type.GetMembers("ArgumentList").IsEmpty
            || MemberOf(initializer, "ArgumentList") is not null
            || creation.ArgumentList?.Arguments.Count > 1
            || (MemberOf(initializer, "FileName") ?? creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression) is not { } program
            || !IsFixedProgram(program, model, cancellationToken))
        {
            return null;
        }

        var filled = (AssignmentExpressionSyntax)((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new X {{ ArgumentList = {{ {string.Join(", ", arguments)} }} }}")).Initializer!.Expressions[0];
        return root.ReplaceNode(member, filled.WithTriviaFrom(member));
    }

    private static ExpressionSyntax? MemberOf(InitializerExpressionSyntax initializer, string name) =>
        initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(item => item.Left is IdentifierNameSyntax left && left.Identifier.ValueText == name)?.Right;

    private static bool IsFixedProgram(ExpressionSyntax program, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetConstantValue(program, cancellationToken) is { HasValue: true, Value: string name } && !ShellPrograms.IsShell(name);
}
