using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The tools that the program offers to models and to clients of MCP servers, with what they can do and who approves.</summary>
internal sealed class OfferedTools(AirlockContext airlock)
{
    private static readonly string[] PluginTypeCalls = ["AddFromType", "ImportPluginFromType", "CreatePluginFromType", "CreateFromType"];
    private static readonly string[] PluginObjectCalls = ["AddFromObject", "ImportPluginFromObject", "CreatePluginFromObject", "CreateFromObject"];

    private readonly ToolCapability _capability = new(airlock);
    private readonly ToolApproval _approval = new(airlock);

    /// <summary>The tools that a call, creation or assignment offers.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member in whose body it stands.</param>
    public IEnumerable<Asset> In(IOperation operation, ISymbol member)
    {
        if (Registered(operation) is { } row)
        {
            yield return Registration(operation, row, member);
        }
        else if (operation is IObjectCreationOperation { Type: INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type } && !IsWrapper(type) && airlock.Tools.RegisteredBy(operation) is { } made)
        {
            var name = type.GetMembers("Name").OfType<IPropertySymbol>().Select(airlock.Declarations.InitialValueOf).Select(value => ConstantText.Of(value)?.Text).FirstOrDefault();
            yield return Describe(new Asset(InventoryKinds.Tool, name, operation.Syntax.GetLocation()), made.Row, made.Method, made.Body, operation)
                .With(InventoryKeys.Api, SymbolName.Of(type));
        }
        else if (PluginOf(operation) is { } plugin && !IsOfProgram(plugin))
        {
            foreach (var (function, attribute) in FunctionsOf(plugin))
            {
                yield return Describe(new Asset(InventoryKinds.Tool, NameGivenBy(attribute) ?? function.Name, operation.Syntax.GetLocation()), airlock.Tools.OfferedBy(attribute.AttributeClass!)!, function, body: null, registration: null)
                    .With(InventoryKeys.Symbol, SymbolName.Of(function))
                    .With(InventoryKeys.Api, SymbolName.Of(CatalogLookup.Declaration(OperationText.MemberOf(operation)!)));
            }
        }
    }

    /// <summary>A method that an attribute offers to models.</summary>
    public IEnumerable<Asset> Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && airlock.Tools.OfferedBy(type) is { } offer && ToolEntryPoints.IsTool(offer)
                && attribute.ApplicationSyntaxReference is { } place)
            {
                var asset = new Asset(InventoryKinds.Tool, NameGivenBy(attribute) ?? method.Name, place.GetSyntax(cancellationToken).GetLocation());
                yield return Describe(asset, offer, method, airlock.Declarations.BodyOf(method), registration: null, hint: name => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as bool?)
                    .With(InventoryKeys.Symbol, SymbolName.Of(method))
                    .With(InventoryKeys.Api, SymbolName.Of(type))
                    .With(InventoryKeys.Assembly, type.ContainingAssembly?.Name);
            }
        }
    }

    /// <summary>The method whose attribute describes the tool that an operation registers; null if it registers none.</summary>
    public IMethodSymbol? DescribedBy(IOperation operation) =>
        Registered(operation) is not null && airlock.Tools.RegisteredBy(operation) is { Method: var method } && airlock.Tools.OfferingAttribute(method) is null ? method : null;

    /// <summary>References to the tools that an operation offers, also to those of a plugin's class that attributes offer.</summary>
    public IEnumerable<string> ReferencesIn(IOperation operation)
    {
        if (Registered(operation) is not null || (operation is IObjectCreationOperation { Type: INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type } && !IsWrapper(type) && airlock.Tools.RegisteredBy(operation) is not null))
        {
            return [Asset.ReferenceTo(InventoryKinds.Tool, operation.Syntax.GetLocation())];
        }

        return PluginOf(operation) is not { } plugin ? []
            : IsOfProgram(plugin)
                ? FunctionsOf(plugin).Select(function => function.Attribute.ApplicationSyntaxReference).OfType<SyntaxReference>()
                    .Select(place => Asset.ReferenceTo(InventoryKinds.Tool, Location.Create(place.SyntaxTree, place.Span)))
                : FunctionsOf(plugin).Take(1).Select(_ => Asset.ReferenceTo(InventoryKinds.Tool, operation.Syntax.GetLocation()));
    }

    /// <summary>The row by which an operation offers a tool: a registration of a method, a declaration, or a tool that a provider runs.</summary>
    private CatalogRow? Registered(IOperation operation)
    {
        var member = operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } ? property : Call.From(operation)?.Method as ISymbol;
        return member is null ? null : airlock.Catalog.Find(CatalogTable.ToolEntryPoints, member).FirstOrDefault(row => ToolEntryPoints.IsTool(row) && row.Kind switch
        {
            "register" => row.Parameters("method").Any() && (operation is ISimpleAssignmentOperation || row.Parameters("method").Any(parameter => Call.From(operation)!.Value.Argument(parameter) is not null)),
            "declare" or "hosted-tool" => member is IMethodSymbol,
            "shell-tool" => member.Name == "AsAIFunction",
            "code-tool" => member is IMethodSymbol { MethodKind: MethodKind.Constructor },
            _ => false,
        });
    }

    private Asset Registration(IOperation operation, CatalogRow row, ISymbol member)
    {
        var call = Call.From(operation);
        var tool = row.Kind == "register" ? airlock.Tools.RegisteredBy(operation) : null;
        var isNamed = tool?.Method is { MethodKind: not MethodKind.AnonymousFunction };
        var name = call is { } named ? NameIn(named, row) : null;
        name ??= isNamed ? NameGivenTo(tool!.Method) ?? tool.Method.Name : row.Kind == "register" || row.Kind == "declare" || call is null ? null : TypeOf(call.Value);
        var asset = new Asset(InventoryKinds.Tool, name, operation.Syntax.GetLocation())
            .With(InventoryKeys.Symbol, SymbolName.Of(isNamed ? tool!.Method : member))
            .With(InventoryKeys.Api, SymbolName.Of(CatalogLookup.Declaration(call?.Method ?? (ISymbol)((IPropertyReferenceOperation)((ISimpleAssignmentOperation)operation).Target).Property)));
        return row.Kind == "register" ? Describe(asset, row, tool?.Method, tool?.Body, operation, HintsOf(operation)) : Hosted(asset, row, call!.Value);
    }

    /// <summary>A tool that a provider runs, a shell, or one of which the program only tells the model.</summary>
    private static Asset Hosted(Asset asset, CatalogRow row, Call call)
    {
        var mode = call.Operation.Descendants().OfType<IMemberReferenceOperation>().Select(reference => reference.Member.Name).FirstOrDefault(name => name is "AlwaysRequire" or "NeverRequire" or "AlwaysRequireApproval" or "NeverRequireApproval");
        var isRemote = row.Kind == "hosted-tool" && (row.Id.Contains("Mcp") || row.Id.Contains("A2ATool"));
        return asset
            .With(InventoryKeys.Capability, row.Value("capability"))
            .With(InventoryKeys.Approval, mode is null ? row.Kind == "hosted-tool" && !isRemote ? "none" : "unknown" : mode.StartsWith("Always", StringComparison.Ordinal) ? "required" : "none")
            .With(InventoryKeys.OfferedTo, "model")
            .With(InventoryKeys.Assembly, call.Method.ContainingAssembly?.Name);
    }

    private Asset Describe(Asset asset, CatalogRow row, IMethodSymbol? method, IOperation? body, IOperation? registration, Func<string, bool?>? hint = null)
    {
        var (capability, isAsked) = body is null ? (null, null) : _capability.Of(method?.Name ?? asset.Name ?? "", body);
        var isProtocol = McpToolHints.IsProtocol(row);
        capability ??= !isProtocol ? null : hint?.Invoke("ReadOnly") == true ? "reads" : hint?.Invoke("Destructive") == true ? "writes" : null;
        var approval = isAsked == true || (!isProtocol && registration is not null && _approval.IsWrapped(registration)) ? "required"
            : isProtocol ? "unknown"
            : airlock.ToolCalling.IsFiltered(row) ? "required"
            : airlock.ToolCalling.RunsUnasked(row) ? "none"
            : "unknown";
        return asset
            .With(InventoryKeys.Capability, capability)
            .With(InventoryKeys.Approval, approval)
            .With(InventoryKeys.OfferedTo, isProtocol ? "mcp" : "model")
            .With(InventoryKeys.Assembly, registration is null ? null : OperationText.MemberOf(registration)?.ContainingAssembly?.Name);
    }

    private static Func<string, bool?> HintsOf(IOperation registration) => hint => registration.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
        .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == hint)
        .Select(assignment => assignment.Value.Unwrap().ConstantValue.Value as bool?)
        .FirstOrDefault();

    /// <summary>The name that a registration gives: an argument, or what its options are set to.</summary>
    private string? NameIn(Call call, CatalogRow row)
    {
        var given = row.Parameters("name").Select(call.Argument)
            .Concat(call.Arguments.Where(argument => argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter.Name: "functionName" or "name" or "serverName" or "serverLabel" } && argument.Value.Type?.SpecialType == SpecialType.System_String).Select(argument => argument.Value))
            .Concat(call.Operation.Descendants().OfType<ISimpleAssignmentOperation>()
                .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property: { Name: "Name" or "FunctionName", ContainingType.Name: var owner } } && (owner.EndsWith("Options", StringComparison.Ordinal) || row.Kind == "declare"))
                .Select(assignment => assignment.Value));
        return given.SelectMany(value => ConstantText.Of(value) is { } text ? [text.Text] : Array.Empty<string>()).FirstOrDefault();
    }

    private static string TypeOf(Call call) => call.Method.MethodKind == MethodKind.Constructor || !call.Method.Name.StartsWith("Create", StringComparison.Ordinal)
        ? call.Method.ContainingType.Name
        : call.Method.Name.Substring("Create".Length);

    /// <summary>The class whose functions a call puts into a kernel, or null.</summary>
    private static ITypeSymbol? PluginOf(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call || method.ContainingAssembly?.Name.StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal) != true)
        {
            return null;
        }

        return Array.IndexOf(PluginTypeCalls, method.Name) >= 0 ? method.TypeArguments.FirstOrDefault()
            : Array.IndexOf(PluginObjectCalls, method.Name) >= 0 ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "target")?.Value.Unwrap().Type
            : null;
    }

    private IEnumerable<(IMethodSymbol Function, AttributeData Attribute)> FunctionsOf(ITypeSymbol plugin)
    {
        for (var type = plugin; type is not null; type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (airlock.Tools.OfferingAttribute(method) is { AttributeClass: { } attribute } offer && airlock.Tools.OfferedBy(attribute) is { } row && ToolEntryPoints.IsTool(row))
                {
                    yield return (method, offer);
                }
            }
        }
    }

    /// <summary>The name that an attribute gives to a method where nothing but the method is registered; null if none does.</summary>
    private string? NameGivenTo(IMethodSymbol method) =>
        (airlock.Tools.OfferingAttribute(method) is { } offer ? NameGivenBy(offer) : null)
        ?? method.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "DisplayNameAttribute").SelectMany(attribute => attribute.ConstructorArguments).Select(argument => argument.Value).OfType<string>().FirstOrDefault();

    private static bool IsWrapper(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "DelegatingAIFunction")
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOfProgram(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, airlock.Compilation.Assembly);

    /// <summary>The name under which an attribute offers its method to models, as in <c>[McpServerTool(Name = "echo")]</c>; null if it gives none.</summary>
    private static string? NameGivenBy(AttributeData attribute)
    {
        var named = attribute.NamedArguments.Where(argument => argument.Key == "Name").Select(argument => argument.Value);
        var positional = attribute.AttributeConstructor?.Parameters
            .Zip(attribute.ConstructorArguments, (parameter, value) => (parameter, value))
            .Where(pair => pair.parameter.Name == "name")
            .Select(pair => pair.value) ?? [];
        return named.Concat(positional).Select(value => value.Value).OfType<string>().FirstOrDefault();
    }
}
