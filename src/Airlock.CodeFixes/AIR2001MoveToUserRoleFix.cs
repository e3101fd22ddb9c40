using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR2001: the untrusted part of a system message becomes a message of the user that follows it. It is offered where that part is
/// the whole text or its end, and where the message is an element of a collection or is added to one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR2001MoveToUserRoleFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR2001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax text || model is null
            || Divide(text, model, context.CancellationToken) is not { } divided
            || Place(text, model, context.CancellationToken) is not { } place)
        {
            return;
        }

        var source = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var line = source.Lines.GetLineFromPosition(place.Whole.SpanStart);
        var indentation = source.ToString(TextSpan.FromBounds(line.Start, place.Whole.SpanStart));
        var gap = indentation.All(char.IsWhiteSpace) ? source.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) + indentation : " ";
        var user = place.Message("User", divided.Untrusted);
        var replacement = divided.Fixed is null ? user : place.Message("System", divided.Fixed) + (place.Whole is StatementSyntax ? "" : ",") + gap + user;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Move the text into the user role",
                _ => Task.FromResult(context.Document.WithText(source.WithChanges(new TextChange(place.Whole.Span, replacement)))),
                nameof(AIR2001MoveToUserRoleFix)),
            context.Diagnostics[0]);
    }

    /// <summary>The part of a prompt that is fixed (null if none is) and the untrusted part that ends it, as code.</summary>
    private static (string? Fixed, string Untrusted)? Divide(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        var parts = WrittenText.Parts(text, model, cancellationToken);
        if (parts is null || (parts.Count == 1 && parts[0].Hole == text))
        {
            return model.GetConstantValue(text, cancellationToken).HasValue || model.GetTypeInfo(text, cancellationToken).Type?.SpecialType != SpecialType.System_String
                ? null
                : (null, text.ToString());
        }

        var types = new TextTypes();
        var untrusted = parts.Where(part => part.Hole is { } hole && types.CanCarry(model.GetTypeInfo(hole, cancellationToken).Type)).ToList();
        var last = parts[parts.Count - 1];
        if (untrusted.Count != 1 || last != untrusted[0])
        {
            return null;
        }

        var value = model.GetTypeInfo(last.Hole!, cancellationToken).Type?.SpecialType == SpecialType.System_String ? last.Hole!.ToString() : WrittenText.Interpolate([last]).ToString();
        if (parts.Count == 1)
        {
            return (null, value);
        }

        // White space before the text goes with it. A quote or a tag that opens there would stay open.
        var before = parts[parts.Count - 2];
        var rest = before.Text.TrimEnd(' ', '\r', '\n', '\t', WrittenText.Filler);
        if (before.Kind != TextPartKind.Literal || before.Delimiter.EndsWith("\"\"\"", StringComparison.Ordinal) || (rest.Length == 0 && parts.Count == 2)
            || (rest.Length > 0 && "'\"`<>([{".IndexOf(rest[rest.Length - 1]) >= 0))
        {
            return null;
        }

        var start = text.ToString().Substring(0, before.Span.Start + rest.Length - text.SpanStart) + WrittenText.Closing(before.Delimiter);
        var prompt = SyntaxFactory.ParseExpression(start);
        return prompt.ContainsDiagnostics ? null : (WrittenText.WithoutEmptyInterpolations(prompt).ToString(), value);
    }

    /// <summary>What is replaced, and how a message of a role with a text is written there.</summary>
    private static (SyntaxNode Whole, Func<string, string, string> Message)? Place(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        if (text.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } list } argument
            || Role(call, list, model, cancellationToken) is not { } role
            || Whole(call) is not { } whole)
        {
            return null;
        }

        var code = whole.ToString();
        var (roleStart, textStart) = (role.SpanStart - whole.SpanStart, argument.Expression.SpanStart - whole.SpanStart);
        return (whole, (name, value) =>
            code.Substring(0, roleStart) + role.ValueText.Replace("System", name).Replace("Developer", name)
            + code.Substring(roleStart + role.Span.Length, textStart - roleStart - role.Span.Length) + value + code.Substring(textStart + text.Span.Length));
    }

    /// <summary>The word that says the role: in <c>ChatRole.System</c>, in the name of a type or of a method.</summary>
    private static SyntaxToken? Role(ExpressionSyntax call, ArgumentListSyntax list, SemanticModel model, CancellationToken cancellationToken)
    {
        var type = model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType?.ToDisplayString();
        return (type, call, list.Arguments.Count) switch
        {
            ("Microsoft.Extensions.AI.ChatMessage", _, 2) when list.Arguments[0].Expression is MemberAccessExpressionSyntax { Name.Identifier: { ValueText: "System" } role } => role,
            ("OpenAI.Chat.SystemChatMessage" or "OpenAI.Chat.DeveloperChatMessage", ObjectCreationExpressionSyntax { Type: SimpleNameSyntax name }, 1) => name.Identifier,
            ("Microsoft.SemanticKernel.ChatCompletion.ChatHistory",
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier: { ValueText: "AddSystemMessage" or "AddDeveloperMessage" } method } }, 1) => method,
            _ => null,
        };
    }

    /// <summary>The element of a collection, or the statement that adds one.</summary>
    private static SyntaxNode? Whole(ExpressionSyntax call) => call.Parent switch
    {
        ExpressionElementSyntax element => element,
        InitializerExpressionSyntax initializer when initializer.IsKind(SyntaxKind.CollectionInitializerExpression) || initializer.IsKind(SyntaxKind.ArrayInitializerExpression) => call,
        ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement => statement,
        ArgumentSyntax
        {
            Parent: ArgumentListSyntax
            {
                Arguments.Count: 1,
                Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement },
            },
        } => statement,
        _ => null,
    };
}
