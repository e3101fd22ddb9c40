using System.Collections.Concurrent;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Airlock.Shared.Prompts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>The texts that the program gives to models, as far as code and settings fix them.</summary>
/// <param name="airlock">The compilation's context.</param>
/// <param name="agents">Which calls make an agent.</param>
internal sealed class Prompts(AirlockContext airlock, AgentMaking agents)
{
    /// <summary>The role of a text of which nothing says one.</summary>
    public const string UnknownRole = "unknown";

    /// <summary>The role of a text that describes a tool to models; the tool uses it, and not the agent.</summary>
    public const string ToolRole = "tool-description";

    private static readonly string[] TextRoles = ["text", "template"];

    private readonly WrittenPrompts _written = new(airlock);
    private readonly ConcurrentDictionary<SyntaxNode, IReadOnlyList<string>> _writtenInBodies = [];

    /// <summary>The prompts that a call, conversion or assignment gives to a model; none for most.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member in whose body it stands; found if left out.</param>
    public IEnumerable<Asset> In(IOperation operation, ISymbol? member = null)
    {
        foreach (var (value, role, api) in TextsIn(operation))
        {
            foreach (var text in _written.Of(value))
            {
                if (Of(text, value, role, member) is { } asset)
                {
                    yield return asset.With(InventoryKeys.Api, SymbolName.Of(CatalogLookup.Declaration(api))).With(InventoryKeys.Assembly, api.ContainingAssembly?.Name);
                }
            }
        }
    }

    /// <summary>The text by which an attribute describes a tool to models, or null.</summary>
    public Asset? DescriptionOf(IMethodSymbol tool)
    {
        var attribute = tool.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type
            && airlock.Catalog.Find(CatalogTable.ToolEntryPoints, type).Any(row => row.Kind == "description"));
        var text = attribute?.ConstructorArguments.Select(argument => argument.Value).OfType<string>().FirstOrDefault();
        return text is null || PromptText.Of([text]) is not { } prompt || attribute!.ApplicationSyntaxReference is not { } place
            ? null
            : WithText(new Asset(InventoryKinds.Prompt, SymbolName.Of(tool), Location.Create(place.SyntaxTree, place.Span)), prompt, ToolRole)
                .With(InventoryKeys.Symbol, SymbolName.Of(tool))
                .With(InventoryKeys.Api, SymbolName.Of(attribute.AttributeClass!))
                .With(InventoryKeys.Assembly, attribute.AttributeClass!.ContainingAssembly.Name);
    }

    /// <summary>The texts that a method returns which an MCP server offers as a prompt: a client gives them to its model as the user's words.</summary>
    public IEnumerable<Asset> OfferedBy(IMethodSymbol method)
    {
        if (airlock.Tools.OfferingAttribute(method) is not { AttributeClass: { } attribute } || airlock.Tools.OfferedBy(attribute)?.Value("offers") != "prompt"
            || airlock.Declarations.BodyOf(method) is not { } body)
        {
            return [];
        }

        return Calls.CallReach.OperationsOf(body).OfType<IReturnOperation>().Select(returned => returned.ReturnedValue).OfType<IOperation>().Where(IsText)
            .SelectMany(value => _written.Of(value).Select(text => Of(text, value, "user", method)))
            .OfType<Asset>()
            .Select(asset => asset.With(InventoryKeys.Api, SymbolName.Of(attribute)).With(InventoryKeys.Assembly, attribute.ContainingAssembly?.Name));
    }

    private Asset? Of(WrittenPrompt text, IOperation value, string role, ISymbol? member)
    {
        // A branch of a choice has a place of its own; what comes from elsewhere stands where it is used.
        var place = value.Syntax.Contains(text.Written.Syntax) ? text.Written.Syntax : value.Syntax;
        var symbol = member ?? MemberAround(value);
        if (text.File is { } file)
        {
            return new Asset(InventoryKinds.Prompt, file, place.GetLocation()).With(InventoryKeys.Role, role).With(InventoryKeys.Symbol, NameOf(symbol));
        }

        if (PromptText.Of(text.Parts) is not { } prompt)
        {
            return null;
        }

        var asset = WithText(new Asset(InventoryKinds.Prompt, NameOf(text, prompt, symbol), place.GetLocation()), prompt, role).With(InventoryKeys.Symbol, NameOf(symbol));
        return text.Setting is null ? asset : FromSetting(asset, text.Key, text.Setting);
    }

    private Asset WithText(Asset asset, PromptText prompt, string role) => asset
        .With(InventoryKeys.Role, role)
        .With(InventoryKeys.Sha256, prompt.Sha256)
        .With(InventoryKeys.Length, prompt.Text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With(InventoryKeys.Holes, prompt.Holes.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With(InventoryKeys.Text, airlock.RecordsPromptTexts ? prompt.Masked : null);

    private static Asset FromSetting(Asset asset, string? key, Location setting) => asset
        .With(InventoryKeys.How, "configuration")
        .With(InventoryKeys.NameKey, key)
        .With(InventoryKeys.NameFile, setting.GetLineSpan().Path)
        .With(InventoryKeys.NameLine, (setting.GetLineSpan().StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// The member that holds the text, else the one in whose body it is written. The second text of one member ends with <c>#2</c>, counted in the order
    /// of the code; one that a caller hands on, with the beginning of its digest, because its place among the caller's texts is not known here.
    /// </summary>
    private string NameOf(WrittenPrompt text, PromptText prompt, ISymbol? member)
    {
        if (text.Holder is { } holder)
        {
            return NameOf(holder) + (text.Number > 1 ? $"#{text.Number}" : "");
        }

        if (text.IsHanded)
        {
            return $"{NameOf(MemberAround(text.Written))}#{prompt.Sha256.Substring(0, 8)}";
        }

        var number = WrittenIn(text.Written.Root()).ToList().IndexOf(prompt.Text) + 1;
        return NameOf(member) + (number > 1 ? $"#{number}" : "");
    }

    private static string NameOf(ISymbol? member) => member is null ? "" : SymbolName.Of(member);

    /// <summary>The texts that a body gives to models and itself writes down, each once, in the order of the code.</summary>
    private IReadOnlyList<string> WrittenIn(IOperation root) => _writtenInBodies.GetOrAdd(root.Syntax, _ =>
    [
        .. root.DescendantsAndSelf()
            .SelectMany(TextsIn)
            .SelectMany(found => _written.Of(found.Value))
            .Where(text => text.Holder is null && !text.IsHanded && text.File is null && text.Setting is null)
            .OrderBy(text => text.Written.Syntax.SpanStart)
            .Select(text => PromptText.Of(text.Parts)?.Text)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal),
    ]);

    /// <summary>The expressions that an operation gives to a model as text, with their role.</summary>
    private IEnumerable<(IOperation Value, string Role, ISymbol Api)> TextsIn(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: { } conversion, Operand: var operand } when IsText(operand) => OfRows(conversion, operand, operation),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value } when IsText(value) => OfRows(property, value, operation),
        _ => Call.From(operation) is { } call ? OfCall(call) : [],
    };

    private IEnumerable<(IOperation Value, string Role, ISymbol Api)> OfRows(ISymbol member, IOperation value, IOperation operation) =>
        from row in Rows(member)
        where row.Parameters("text").Any()
        let role = RoleOf(row, null, operation)
        where role is not null
        select (value, role, member);

    private IEnumerable<(IOperation Value, string Role, ISymbol Api)> OfCall(Call call)
    {
        var isListed = false;
        foreach (var row in Rows(call.Method))
        {
            isListed = true;
            foreach (var value in TextRoles.SelectMany(row.Parameters).Select(call.Argument).OfType<IOperation>().Where(IsText))
            {
                if (RoleOf(row, call, call.Operation) is { } role)
                {
                    yield return (value, role, call.Method);
                }
            }
        }

        if (!isListed && agents.Made(call.Operation) is { } made)
        {
            foreach (var value in made.Arguments("instructions").Where(IsText))
            {
                yield return (value, "system", call.Method);
            }
        }
    }

    private IEnumerable<CatalogRow> Rows(ISymbol member) => airlock.Catalog.Find(CatalogTable.Prompts, member);

    /// <summary>The role of the text that a row names; null if it is none that the program writes for models.</summary>
    private string? RoleOf(CatalogRow row, Call? call, IOperation operation) => row.Kind switch
    {
        "system" or "user" or "assistant" or "template" or "tool-description" => row.Kind,
        "message" => call is { } message ? RoleIn(row.Parameters("role").Select(message.Argument).FirstOrDefault()) : UnknownRole,
        "content" => operation.Ancestors().Select(RoleAround).FirstOrDefault(role => role is not null) ?? UnknownRole,
        "context" => UnknownRole,
        _ => null,
    };

    private static string? RoleIn(IOperation? role) => ((role?.Unwrap() as IMemberReferenceOperation)?.Member.Name ?? role?.ConstantText() ?? "").ToLowerInvariant() switch
    {
        "system" or "developer" => "system",
        "user" or "human" => "user",
        "assistant" or "model" => "assistant",
        "tool" or "function" => null,
        _ => UnknownRole,
    };

    private string? RoleAround(IOperation around)
    {
        if (Call.From(around) is not { } call)
        {
            return null;
        }

        var row = Rows(call.Method).FirstOrDefault(row => row.Kind is "system" or "user" or "assistant" or "message");
        return row is null ? null : row.Kind == "message" ? RoleIn(row.Parameters("role").Select(call.Argument).FirstOrDefault()) : row.Kind;
    }

    /// <summary>Whether a value is a text; what an operator makes of a text is asked for at the operator.</summary>
    private static bool IsText(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }

        return value.Type?.SpecialType == SpecialType.System_String;
    }

    /// <summary>The member in whose body an operation stands.</summary>
    public static ISymbol? MemberAround(IOperation operation)
    {
        var symbol = operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }
}
