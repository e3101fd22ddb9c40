using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR3002: what says that anyone may call becomes what asks for a known caller, in the endpoint's own chain or attributes. A
/// group, a base class or a convention elsewhere also speaks for other endpoints, so nothing is offered there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR3002RequireAuthorizationFix : CodeFixProvider
{
    private const string AllowAnonymous = "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR3002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await EndpointSite.FindAsync(context).ConfigureAwait(false) is { } site && Replacement(site) is { } change)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Require authorization", cancellation => ReplaceAsync(site.Document, change, cancellation), nameof(AIR3002RequireAuthorizationFix)),
                context.Diagnostics[0]);
        }
    }

    private static TextChange? Replacement(EndpointSite site) =>
        CallIn(site) is { } call ? new TextChange(call.Span, "RequireAuthorization")
        : AttributesOf(site).FirstOrDefault(attribute => site.IsOf(attribute, AllowAnonymous)) is { } attribute ? new TextChange(LastName(attribute.Name).Span, "Authorize")
        : LevelOf(site.Member) is { } level ? new TextChange(level.Span, "Function")
        : null;

    private static SimpleNameSyntax? CallIn(EndpointSite site) => site.Chain.Skip(1)
        .Select(call => ((MemberAccessExpressionSyntax)call.Expression).Name)
        .FirstOrDefault(name => name.Identifier.ValueText == "AllowAnonymous");

    /// <summary>The attributes of a mapping's lambda, or of the member and of the class around it.</summary>
    private static IEnumerable<AttributeSyntax> AttributesOf(EndpointSite site) => site.Member is { } member
        ? new[] { member, member is MethodDeclarationSyntax ? member.Parent as TypeDeclarationSyntax : null }.OfType<MemberDeclarationSyntax>()
            .SelectMany(declaration => declaration.AttributeLists).SelectMany(list => list.Attributes)
        : site.Chain[0].ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>()
            .SelectMany(lambda => lambda.AttributeLists).SelectMany(list => list.Attributes);

    /// <summary>The level in the HTTP trigger of an Azure Function.</summary>
    private static SimpleNameSyntax? LevelOf(MemberDeclarationSyntax? member) => (member as MethodDeclarationSyntax)?.ParameterList.Parameters
        .SelectMany(parameter => parameter.AttributeLists).SelectMany(list => list.Attributes)
        .Where(attribute => LastName(attribute.Name).Identifier.ValueText is "HttpTrigger" or "HttpTriggerAttribute")
        .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? [])
        .Select(argument => (argument.Expression as MemberAccessExpressionSyntax)?.Name)
        .FirstOrDefault(name => name?.Identifier.ValueText == "Anonymous");

    private static SimpleNameSyntax LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => (SimpleNameSyntax)name,
    };

    private static async Task<Document> ReplaceAsync(Document document, TextChange change, CancellationToken cancellation) =>
        document.WithText((await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(change));
}
