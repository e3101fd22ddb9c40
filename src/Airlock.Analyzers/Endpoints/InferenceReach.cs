using System.Collections.Immutable;
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

    /// <summary>A mediator is called by one of these names, and leads to methods of any other.</summary>
    private static readonly string[] Mediation = ["Send", "SendAsync", "InvokeAsync", "Dispatch", "DispatchAsync", "CreateStream", "Query", "QueryAsync", "Execute", "ExecuteAsync"];

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
        callee.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || _leading.Value.Contains(NameOf(callee));

    private static string NameOf(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        return name.Substring(name.LastIndexOf('.') + 1);
    }

    /// <summary>The names of members that lead to a model, found backwards from the calls that run one.</summary>
    private static HashSet<string> LeadingNames(AirlockContext airlock)
    {
        var index = airlock.Program.Index;
        var leading = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<SyntaxNode>();
        var entered = new HashSet<SyntaxNode>();
        foreach (var name in index.Names.Where(name => airlock.Catalog.HasName(CatalogTable.InferenceCalls, name)))
        {
            Add(name);
        }

        foreach (var name in Requests.Where(name => !leading.Contains(name)))
        {
            foreach (var body in index.Mentioning(name).Where(body => body.DescendantNodes().OfType<SimpleNameSyntax>().Any(mention => mention.Identifier.ValueText == name && airlock.Endpoints.Reach.ProviderAt(mention) is not null)))
            {
                leading.Add(name);
                Enter(body);
            }
        }

        while (waiting.Count > 0)
        {
            var body = waiting.Dequeue();
            foreach (var name in NamesOf(body))
            {
                Add(name);
                foreach (var verb in name.StartsWith("Handle", StringComparison.Ordinal) || name.StartsWith("Execute", StringComparison.Ordinal) ? Mediation : [])
                {
                    Add(verb);
                }
            }

            // Code of the same body may call these; their names lead nowhere else.
            leading.UnionWith(FunctionsIn(body));
        }

        return leading;

        void Add(string name)
        {
            if (leading.Add(name))
            {
                foreach (var body in index.Mentioning(name))
                {
                    Enter(body);
                }
            }
        }

        void Enter(SyntaxNode body)
        {
            if (entered.Add(body))
            {
                waiting.Enqueue(body);
            }
        }
    }

    /// <summary>The names of local functions, and of locals that hold a lambda.</summary>
    private static IEnumerable<string> FunctionsIn(SyntaxNode body) => body.DescendantNodes().Select(node => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        VariableDeclaratorSyntax { Initializer.Value: AnonymousFunctionExpressionSyntax } local => local.Identifier.ValueText,
        _ => null,
    }).OfType<string>();

    /// <summary>The names by which other code runs a body.</summary>
    private static ImmutableArray<string> NamesOf(SyntaxNode body) => body switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        ConstructorDeclarationSyntax constructor => [constructor.Identifier.ValueText],
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax field } => [field.Identifier.ValueText],
        _ => [],
    };

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
