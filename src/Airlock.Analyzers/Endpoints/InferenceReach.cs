using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// By which way code runs a model, through calls of any depth. Names decide first: a method whose name leads to no call of a
/// model, in the syntax of the whole program, is never bound, so that code far from any model costs nothing.
/// </summary>
internal sealed class InferenceReach(AirlockContext airlock)
{
    /// <summary>Requests that have a body, as every question to a model has.</summary>
    private static readonly string[] Requests = ["SendAsync", "Send", "PostAsync", "PostAsJsonAsync"];

    private readonly Lazy<HashSet<string>> _leading = new(() => LeadingNames(airlock));

    /// <summary>The nearest way from a body to a model, or null if there is none.</summary>
    public InferenceWay? From(IOperation? body)
    {
        if (body is null || !MayReach(body.Syntax))
        {
            return null;
        }

        foreach (var reached in airlock.Reach.From(body, (step, _) => IsLeading(step.Callee)))
        {
            if (reached.Operation is IInvocationOperation call && ApiOf(call) is { } api)
            {
                return new InferenceWay(call, reached.Way, api);
            }
        }

        return null;
    }

    /// <summary>Whether a piece of code mentions anything that may lead to a model.</summary>
    public bool MayReach(SyntaxNode code) =>
        _leading.Value.Count > 0 && code.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax name && _leading.Value.Contains(name.Identifier.ValueText));

    private string? ApiOf(IInvocationOperation call) =>
        InferenceCalls.IsInference(call.TargetMethod, airlock.Catalog) ? OperationText.NameOf(call.TargetMethod)
        : Array.IndexOf(Requests, call.TargetMethod.Name) >= 0 && airlock.InferenceRequests.IsRequest(call.TargetMethod) && ProviderAt(call.Syntax) is { } provider
            ? $"{OperationText.NameOf(call.TargetMethod)} ({provider})"
        : null;

    private bool IsLeading(IMethodSymbol callee) =>
        callee.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || _leading.Value.Contains(NameClosure.NameOf(callee));

    /// <summary>The names of members that lead to a model, found backwards from the calls that run one.</summary>
    private static HashSet<string> LeadingNames(AirlockContext airlock) => NameClosure.Of(
        airlock.Program.Index,
        name => airlock.Catalog.HasName(CatalogTable.InferenceCalls, name),
        Requests,
        mention => airlock.Endpoints.Reach.ProviderAt(mention) is not null);

    /// <summary>Whose model a plain request goes to, by the addresses that its type or the registration of its client names; null if to none that is known.</summary>
    private string? ProviderAt(SyntaxNode request)
    {
        if (OnlyGets(request))
        {
            return null;
        }

        SyntaxNode? scope = request.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        scope ??= request.FirstAncestorOrSelf<GlobalStatementSyntax>() ?? request;
        return ProviderIn(scope) ?? RegistrationsOf(request).Select(ProviderIn).FirstOrDefault(provider => provider is not null);
    }

    /// <summary>Whether the code around a request says GET and never POST: it asks for a list of models, or whether the service is there.</summary>
    private static bool OnlyGets(SyntaxNode request)
    {
        var verbs = (CodeIndex.BodyAround(request) ?? request).DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Expression is SimpleNameSyntax { Identifier.ValueText: "HttpMethod" })
            .Select(access => access.Name.Identifier.ValueText)
            .ToList();
        return verbs.Contains("Get") && !verbs.Contains("Post");
    }

    /// <summary>Where HTTP clients are registered that the type of a request gets, by its name or by the client's.</summary>
    private IEnumerable<SyntaxNode> RegistrationsOf(SyntaxNode request)
    {
        var type = request.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var clients = (type ?? request.SyntaxTree.GetRoot()).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateClient" })
            .SelectMany(TextsIn)
            .ToList();
        foreach (var body in airlock.Program.Index.Mentioning("AddHttpClient"))
        {
            foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (call.Expression is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "AddHttpClient" } name }
                    && ((name is GenericNameSyntax { TypeArgumentList.Arguments: var types } && types.Any(argument => argument.ToString() == type?.Identifier.ValueText))
                        || TextsIn(call).FirstOrDefault() is { } text && clients.Contains(text)))
                {
                    yield return call.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)call;
                }
            }
        }
    }

    private static string? ProviderIn(SyntaxNode scope) => TextsIn(scope).Select(InferenceHosts.Provider).FirstOrDefault(provider => provider is not null);

    private static IEnumerable<string> TextsIn(SyntaxNode scope) => scope.DescendantTokens()
        .Where(token => token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken or (int)SyntaxKind.SingleLineRawStringLiteralToken)
        .Select(token => token.ValueText);
}
