using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR3001: <c>.RequireAuthorization()</c> at the end of a mapping's chain, <c>[Authorize]</c> on a controller's action, or on the
/// class where it is a page, which has its attributes for all handlers, or inherits the action.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR3001RequireAuthorizationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR3001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await EndpointSite.FindAsync(context).ConfigureAwait(false) is { } site)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Require authorization", cancellation => RequireAuthorizationAsync(site, cancellation), nameof(AIR3001RequireAuthorizationFix)),
                context.Diagnostics[0]);
        }
    }

    private static async Task<Document> RequireAuthorizationAsync(EndpointSite site, CancellationToken cancellation)
    {
        var text = await site.Document.GetTextAsync(cancellation).ConfigureAwait(false);
        return site.Document.WithText(text.WithChanges(site.With("RequireAuthorization()", "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")));
    }
}
