using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The MCP servers that the application offers, with the tools of its own that each is given.</summary>
internal static class OfferedMcpServers
{
    private const string ToolType = "McpServerToolType";

    /// <summary>The server that a call registers or makes.</summary>
    public static IEnumerable<Asset> Of(ClientCall client, AirlockContext airlock)
    {
        var chain = client.Call.Operation is IInvocationOperation call ? Chain(call).ToList() : [];
        var transports = chain.Concat(client.Given("client").SelectMany(airlock.ObjectSettings.MadeBy))
            .Select(operation => Call.From(operation) is { } called && AssetApis.Find(called.Method) is { Kind: "mcp-server-transport" } api ? api.Names("transport")[0] : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var name = NameOf(client, airlock);
        var server = new Asset(InventoryKinds.McpServer, name?.Text, client.Call.Operation.Syntax.GetLocation());
        server = (name is { } found ? server.WithNameFrom(found) : server)
            .With(InventoryKeys.Direction, "offered")
            .With(InventoryKeys.Api, client.Call.Name)
            .With(InventoryKeys.Uses, string.Join(";", chain.SelectMany(step => ToolsOf(step, airlock)).Concat(ToolsInOptions(client, airlock)).Distinct(StringComparer.Ordinal)));
        foreach (var transport in transports.DefaultIfEmpty("unknown"))
        {
            // Only who starts the program talks to it over its streams.
            yield return server.With(InventoryKeys.Transport, transport).With(InventoryKeys.Authenticated, transport == "http" ? Authenticated(airlock) : null);
        }
    }

    /// <summary>The name that the server tells its clients: <c>options.ServerInfo = new() { Name = … }</c>.</summary>
    private static FoundValue? NameOf(ClientCall client, AirlockContext airlock)
    {
        var information = client.Given("configure").Concat(client.Given("options")).SelectMany(airlock.ObjectSettings.Of).Where(assignment => IsOf(assignment, "ServerInfo"));
        return information.SelectMany(assignment => airlock.ObjectSettings.Of(assignment.Value)).Where(assignment => IsOf(assignment, "Name"))
            .SelectMany(assignment => airlock.Values.InEffect(assignment.Value)).Select(found => (FoundValue?)found).FirstOrDefault();
    }

    private static bool IsOf(ISimpleAssignmentOperation assignment, string property) => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property;

    /// <summary>The calls on what a call returns, one after the other, also over a variable.</summary>
    private static IEnumerable<IInvocationOperation> Chain(IInvocationOperation call)
    {
        IOperation result = call;
        while (result.Parent is { } parent)
        {
            var next = parent switch
            {
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } outer } argument when argument == outer.Arguments[0] => outer,
                IInvocationOperation outer when outer.Instance == result => outer,
                _ => null,
            };
            if (next is not null)
            {
                yield return next;
            }
            else if (parent is not (IConversionOperation or IParenthesizedOperation))
            {
                break;
            }

            result = next ?? parent;
        }

        if (result.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
        {
            foreach (var reference in result.Root().Descendants().OfType<ILocalReferenceOperation>().Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)))
            {
                foreach (var later in Calls(reference))
                {
                    yield return later;
                }
            }
        }
    }

    private static IEnumerable<IInvocationOperation> Calls(IOperation receiver) => receiver.Parent switch
    {
        IConversionOperation conversion => Calls(conversion),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } argument when argument == call.Arguments[0] => Chain(call).Prepend(call),
        IInvocationOperation call when call.Instance == receiver => Chain(call).Prepend(call),
        _ => [],
    };

    /// <summary>The tools that a step adds, as other assets name them.</summary>
    private static IEnumerable<string> ToolsOf(IInvocationOperation step, AirlockContext airlock) => step.TargetMethod switch
    {
        { Name: "WithTools", TypeArguments.Length: 1 } method => ToolsIn(method.TypeArguments[0], airlock),
        { Name: "WithTools" } => step.Arguments.SelectMany(argument => ToolsAmong(argument.Value, airlock)),
        { Name: "WithToolsFromAssembly" } when step.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Parameter?.Ordinal == 0
            || argument.Value.Unwrap() is IPropertyReferenceOperation { Property.Name: "Assembly", Instance: ITypeOfOperation } or IInvocationOperation { TargetMethod.Name: "GetExecutingAssembly" }) =>
            TypesOfTools(airlock).SelectMany(type => ToolsIn(type, airlock)),
        _ => [],
    };

    private static IEnumerable<string> ToolsInOptions(ClientCall client, AirlockContext airlock) =>
        client.Given("configure").Concat(client.Given("options")).SelectMany(airlock.ObjectSettings.Of).Where(assignment => IsOf(assignment, "ToolCollection"))
            .SelectMany(assignment => ToolsAmong(assignment.Value, airlock));

    private static IEnumerable<string> ToolsAmong(IOperation list, AirlockContext airlock) => list.DescendantsAndSelf().SelectMany(element => element switch
    {
        ITypeOfOperation { TypeOperand: var type } => ToolsIn(type, airlock),
        IInvocationOperation call when airlock.Tools.Registration(call.TargetMethod, out _) is not null => [Asset.ReferenceTo(InventoryKinds.Tool, call.Syntax.GetLocation())],
        _ => [],
    });

    private static IEnumerable<string> ToolsIn(ITypeSymbol type, AirlockContext airlock)
    {
        for (var current = type; current is { DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
        {
            foreach (var attribute in current.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.GetAttributes()))
            {
                if (attribute.AttributeClass is { } kind && airlock.Tools.OfferedBy(kind) is { } offer && ToolEntryPoints.IsTool(offer) && attribute.ApplicationSyntaxReference is { } place)
                {
                    yield return Asset.ReferenceTo(InventoryKinds.Tool, place.GetSyntax().GetLocation());
                }
            }
        }
    }

    /// <summary>The classes of the program that say by an attribute that they hold tools; files that do not mention it are not looked into.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesOfTools(AirlockContext airlock) =>
        airlock.Compilation.SyntaxTrees
            .Where(tree => airlock.Program.Index.IsMentionedIn(tree, ToolType) || airlock.Program.Index.IsMentionedIn(tree, ToolType + "Attribute"))
            .SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>())
            .Where(type => type.AttributeLists.Count > 0)
            .Select(airlock.Declarations.TypeOf).OfType<INamedTypeSymbol>()
            .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == ToolType + "Attribute"))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Whether callers of the mapped server must be known: one open door is enough for all to come in.</summary>
    private static string Authenticated(AirlockContext airlock)
    {
        var answers = airlock.Endpoints.All.Where(endpoint => endpoint.Kind == EndpointKind.McpServer).Select(endpoint => InferenceEndpoints.Authenticated(endpoint.Access)).ToList();
        return answers.Contains("false") ? "false" : answers.Count > 0 && answers.All(answer => answer == "true") ? "true" : "unknown";
    }
}
