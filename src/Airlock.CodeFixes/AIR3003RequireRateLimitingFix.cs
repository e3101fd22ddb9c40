using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR3003: the endpoint names a policy, the program's only one or a new one, and the start-up code registers and applies it,
/// so far as it does not yet. How much is allowed is for the developer to say; the new policy is a beginning.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR3003RequireRateLimitingFix : CodeFixProvider
{
    private const string Namespace = "Microsoft.AspNetCore.RateLimiting";
    private const string NewPolicy = "inference";

    private static readonly string[] Registrations = ["AddFixedWindowLimiter", "AddSlidingWindowLimiter", "AddTokenBucketLimiter", "AddConcurrencyLimiter", "AddPolicy"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR3003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var properties = context.Diagnostics[0].Properties;
        properties.TryGetValue(EndpointReport.LimitProperty, out var limit);
        properties.TryGetValue(EndpointReport.TargetProperty, out var target);
        var changes = limit switch
        {
            "NotRunning" => await ChangesAsync(context.Document, null, context.CancellationToken).ConfigureAwait(false),
            "None" or "NotApplied" when target != EndpointReport.Function && await EndpointSite.FindAsync(context).ConfigureAwait(false) is { } site =>
                await ChangesAsync(context.Document, site, context.CancellationToken).ConfigureAwait(false),
            _ => null,
        };
        if (changes is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create(limit == "NotRunning" ? "Apply the rate limit" : "Require rate limiting", cancellation => ApplyAsync(context.Document.Project.Solution, changes, cancellation), nameof(AIR3003RequireRateLimitingFix)),
                context.Diagnostics[0]);
        }
    }

    /// <summary>What is missing, file by file; null if the start-up code isn't found that would need it.</summary>
    /// <param name="document">The file of the endpoint.</param>
    /// <param name="site">The endpoint, if it needs a policy.</param>
    /// <param name="cancellation">Stops the search.</param>
    private static async Task<List<(DocumentId Document, TextChange Change)>?> ChangesAsync(Document document, EndpointSite? site, CancellationToken cancellation)
    {
        var (policies, isUsed) = await RegisteredAsync(document.Project, cancellation).ConfigureAwait(false);
        var policy = policies.Count == 1 ? policies.Single() : NewPolicy;
        var isMissing = site is not null && !policies.Contains(policy);
        var changes = new List<(DocumentId, TextChange)>();
        if (site is not null)
        {
            Add(document, site.With($"RequireRateLimiting(\"{policy}\")", Namespace + ".EnableRateLimitingAttribute", $"(\"{policy}\")"));
        }

        if (isMissing || !isUsed)
        {
            if (await StartupCode.FindAsync(document, cancellation).ConfigureAwait(false) is not { } startup)
            {
                return null;
            }

            if (isMissing)
            {
                if (startup.Register(Registration) is not { } registration)
                {
                    return null;
                }

                var place = startup.Building.SpanStart;
                Add(startup.Document, [registration, .. Insertion.Using(startup.Model, place, Namespace + ".RateLimiterOptionsExtensions"), .. Insertion.Using(startup.Model, place, "System.TimeSpan")]);
            }

            if (!isUsed)
            {
                Add(startup.Document, [startup.Use("UseRateLimiter()")]);
            }
        }

        return changes;

        void Add(Document changed, IEnumerable<TextChange> added) => changes.AddRange(added.Select(change => (changed.Id, change)));
    }

    private static string[] Registration(string builder) =>
    [
        $"{builder}.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"{NewPolicy}\", limiter =>",
        "{",
        "    limiter.PermitLimit = 20;",
        "    limiter.Window = TimeSpan.FromMinutes(1);",
        "}));",
    ];

    /// <summary>The names of the program's policies, and whether its middleware applies them.</summary>
    private static async Task<(HashSet<string> Policies, bool IsUsed)> RegisteredAsync(Project project, CancellationToken cancellation)
    {
        var policies = new HashSet<string>(StringComparer.Ordinal);
        var isUsed = false;
        foreach (var document in project.Documents)
        {
            var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            foreach (var call in root?.DescendantNodes().OfType<InvocationExpressionSyntax>() ?? [])
            {
                var name = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
                isUsed |= name == "UseRateLimiter";
                if (Array.IndexOf(Registrations, name) >= 0 && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } argument
                    && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
                    && model.GetSymbolInfo(call, cancellation).Symbol?.ContainingNamespace?.ToDisplayString() == Namespace
                    && model.GetConstantValue(argument, cancellation) is { HasValue: true, Value: string policy })
                {
                    policies.Add(policy);
                }
            }
        }

        return (policies, isUsed);
    }

    private static async Task<Solution> ApplyAsync(Solution solution, List<(DocumentId Document, TextChange Change)> changes, CancellationToken cancellation)
    {
        foreach (var group in changes.Distinct().GroupBy(change => change.Document, change => change.Change))
        {
            var text = await solution.GetDocument(group.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(group.Key, text.WithChanges(group.OrderBy(change => change.Span.Start)));
        }

        return solution;
    }
}
