using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Airlock.Shared.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR4002: a text fixed in the code is the credential of an AI client. Silent where AIR4001 knows the key by its shape,
/// for placeholders, and for clients of a server on this machine, which ask for a key but check none.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR4002CredentialLiteralAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR4002";

    private const int MinimumLength = 8;

    private static readonly string[] CredentialRoles = ["key", "secret", "credential"];

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Literal credential for an AI client",
        "The credential {0} of {1} is fixed in the code: {2}. Whoever reads the source or the built assembly can use it: revoke it, and read its successor from configuration or the environment.",
        "Airlock.Secret",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-798", "OWASP-LLM02:2025", "OWASP-LLM02:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        start.RegisterOperationAction(context => AnalyzeCall(context, airlock), Call.Kinds);
        start.RegisterOperationAction(context => AnalyzeConversion(context, airlock), OperationKind.Conversion);
        start.RegisterOperationAction(context => AnalyzeAssignment(context, airlock), OperationKind.SimpleAssignment);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, AirlockContext airlock)
    {
        if (Call.From(context.Operation) is not { } call)
        {
            return;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, call.Method))
        {
            foreach (var parameter in CredentialRoles.SelectMany(row.Parameters))
            {
                // A text that turns into a credential on its way is reported by its conversion.
                if (call.Argument(parameter) is { Type.SpecialType: SpecialType.System_String } value)
                {
                    Analyze(context, airlock, value, parameter.Name, call.Method, row);
                }
            }
        }
    }

    private static void AnalyzeConversion(OperationAnalysisContext context, AirlockContext airlock)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion.OperatorMethod is { } method
            && airlock.Catalog.Find(CatalogTable.Clients, method).FirstOrDefault(row => row.Kind == "credential") is { } row)
        {
            Analyze(context, airlock, conversion.Operand, method.Parameters[0].Name, method.ContainingType, row);
        }
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context, AirlockContext airlock)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_String } property }
            && SourceKeys.NamesCredential(property.Name)
            && airlock.Catalog.Find(CatalogTable.Clients, property).FirstOrDefault(row => row.Kind == "key") is { } row)
        {
            Analyze(context, airlock, assignment.Value, property.Name, property.ContainingType, row);
        }
    }

    private static void Analyze(
        OperationAnalysisContext context, AirlockContext airlock, IOperation value, string credential, ISymbol owner, CatalogRow row)
    {
        foreach (var constant in ConstantText.Reaching(value))
        {
            if (!MayBeCredential(constant.Text) || IsProviderKey(constant, context))
            {
                continue;
            }

            var (client, package) = EnclosingClient(context.Operation, airlock);
            if (ClientEndpoint.Of(client) is { } endpoint && ClientEndpoint.IsLoopback(endpoint))
            {
                continue;
            }

            var provider = Providers.Find(package ?? row.Package);
            var properties = CredentialSetting.Of(provider).AddTo(ImmutableDictionary<string, string?>.Empty.Add("provider", provider));
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, WrittenLocation.Of(constant.Syntax), properties, credential, SymbolName.Short(owner), SecretText.Mask(constant.Text)));
        }
    }

    private static bool MayBeCredential(string text) =>
        text.Length >= MinimumLength && !text.Any(char.IsWhiteSpace) && !SecretText.IsPlaceholder(text);

    private static bool IsProviderKey(ConstantText constant, OperationAnalysisContext context) => constant.Name is { } name
        ? SourceKeys.Find(constant.Text, name) is not null
        : SourceKeys.Find(constant.Text, constant.Syntax, context.Operation.SemanticModel!, context.CancellationToken) is not null;

    /// <summary>
    /// The construction of the client for which a credential is made, in place or in a variable that is used once, with its
    /// package; else the operation itself.
    /// </summary>
    private static (IOperation Client, string? Package) EnclosingClient(IOperation operation, AirlockContext airlock)
    {
        var client = operation;
        string? package = null;
        for (var outer = operation.Parent; outer is not (null or IBlockOperation or IAnonymousFunctionOperation); outer = outer.Parent)
        {
            if (Call.From(outer) is { } call && airlock.Catalog.Find(CatalogTable.Clients, call.Method) is { IsEmpty: false } rows)
            {
                (client, package) = (outer, rows[0].Package);
            }
            else if (outer is IVariableDeclaratorOperation declarator && OnlyUse(declarator) is { } use)
            {
                var (user, userPackage) = EnclosingClient(use, airlock);
                return user == use ? (client, package) : (user, userPackage);
            }
        }

        return (client, package);
    }

    // Code that is being typed may use a variable in its own initializer; only what comes later is a use.
    private static IOperation? OnlyUse(IVariableDeclaratorOperation declarator)
    {
        IOperation body = declarator;
        while (body.Parent is not null)
        {
            body = body.Parent;
        }

        var uses = body.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol)).Take(2).ToList();
        return uses.Count == 1 && uses[0].Syntax.SpanStart >= declarator.Syntax.Span.End ? uses[0] : null;
    }
}
