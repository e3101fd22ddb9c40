using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Rules;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR4001 and AIR4002: the key is read when the program runs, from its configuration where one is at hand, else
/// from the environment. A missing key stops the program with a message that names it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR4001ReadFromConfigurationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AIR4001ProviderKeyAnalyzer.Id, AIR4002CredentialLiteralAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var diagnostic = context.Diagnostics[0];
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax secret || model is null
            || CredentialSetting.From(diagnostic.Properties) is not { } setting || !CanBeReadAtRunTime(secret))
        {
            return;
        }

        var configuration = ConfigurationScope.Find(model, secret, context.CancellationToken);
        var title = configuration is null ? $"Read from the environment variable {setting.Variable}" : $"Read '{setting.Key}' from the configuration";
        var (source, complaint) = configuration is null
            ? ($"{System("Environment")}.GetEnvironmentVariable(\"{setting.Variable}\")", $"{setting.Variable} is not set.")
            : ($"{configuration}[\"{setting.Key}\"]", $"{setting.Key} is not configured.");
        var replacement = SyntaxFactory.ParseExpression($"{source} ?? throw new {System("InvalidOperationException")}(\"{complaint}\")");
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(Replace(context.Document, root, secret, replacement)), equivalenceKey: "ReadFromConfiguration"),
            diagnostic);

        string System(string type) =>
            model.LookupNamespacesAndTypes(secret.SpanStart, name: type).Any(found => found.ToDisplayString() == "System." + type) ? type : "System." + type;
    }

    private static Document Replace(Document document, SyntaxNode root, ExpressionSyntax secret, ExpressionSyntax replacement)
    {
        var expression = secret.Parent is MemberAccessExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(replacement)
            : replacement;
        var marked = expression.WithTriviaFrom(secret).WithAdditionalAnnotations(Formatter.Annotation);
        var declaration = ConstantDeclaration(secret);
        if (declaration is null)
        {
            return document.WithSyntaxRoot(root.ReplaceNode(secret, marked));
        }

        var changed = WithoutConst(declaration.ReplaceNode(secret, marked));
        return document.WithSyntaxRoot(root.ReplaceNode(declaration, changed));
    }

    // What must be a constant, and can't be made a variable.
    private static bool CanBeReadAtRunTime(ExpressionSyntax secret) =>
        !secret.IsKind(SyntaxKind.Utf8StringLiteralExpression)
        && secret.FirstAncestorOrSelf<AttributeSyntax>() is null
        && secret.FirstAncestorOrSelf<SwitchLabelSyntax>() is null
        && secret.FirstAncestorOrSelf<PatternSyntax>() is null
        && secret.Parent is not EqualsValueClauseSyntax { Parent: ParameterSyntax }
        && (ConstantDeclaration(secret) is not { } constant || Declares(constant).Variables.Count == 1);

    private static SyntaxNode? ConstantDeclaration(ExpressionSyntax secret) =>
        secret.FirstAncestorOrSelf<SyntaxNode>(node => node is FieldDeclarationSyntax or LocalDeclarationStatementSyntax or LambdaExpressionSyntax) switch
        {
            FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => field,
            LocalDeclarationStatementSyntax local when local.IsConst => local,
            _ => null,
        };

    private static VariableDeclarationSyntax Declares(SyntaxNode declaration) =>
        declaration is FieldDeclarationSyntax field ? field.Declaration : ((LocalDeclarationStatementSyntax)declaration).Declaration;

    private static SyntaxNode WithoutConst(SyntaxNode declaration)
    {
        if (declaration is LocalDeclarationStatementSyntax local)
        {
            var keyword = local.Modifiers.First(token => token.IsKind(SyntaxKind.ConstKeyword));
            return local.WithModifiers(local.Modifiers.Remove(keyword)).WithLeadingTrivia(local.GetLeadingTrivia());
        }

        var field = (FieldDeclarationSyntax)declaration;
        var constant = field.Modifiers.First(token => token.IsKind(SyntaxKind.ConstKeyword));
        SyntaxToken[] variable =
        [
            SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space).WithLeadingTrivia(constant.LeadingTrivia),
            SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(constant.TrailingTrivia),
        ];
        return field.WithModifiers(field.Modifiers.ReplaceRange(constant, variable));
    }
}
