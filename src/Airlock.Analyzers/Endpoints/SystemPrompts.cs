using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// What the program gives to models as instructions: the constants, fields, locals and properties that hold the text, and the lists
/// of messages that such a message was put into. They are found by the names of the members that take instructions.
/// </summary>
internal sealed class SystemPrompts(AirlockContext airlock)
{
    private static readonly string[] Roles = ["System", "Developer"];

    private readonly Lazy<(HashSet<ISymbol> Texts, HashSet<ISymbol> Lists)> _found = new(() => Find(airlock));

    /// <summary>Whether a variable or member holds instructions.</summary>
    public bool IsText(ISymbol symbol) => _found.Value.Texts.Contains(symbol.OriginalDefinition);

    /// <summary>Whether a variable or member holds a list of messages with instructions among them.</summary>
    public bool IsList(ISymbol symbol) => _found.Value.Lists.Contains(symbol.OriginalDefinition);

    private static (HashSet<ISymbol> Texts, HashSet<ISymbol> Lists) Find(AirlockContext airlock)
    {
        var texts = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var lists = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var names = CatalogTable.Prompts.Rows.Where(row => row.Kind == "system").Select(NameOf).Concat(Roles).Distinct(StringComparer.Ordinal);
        foreach (var body in names.SelectMany(airlock.Program.Index.Mentioning).Distinct())
        {
            foreach (var operation in airlock.Declarations.Read(body)?.DescendantsAndSelf() ?? [])
            {
                foreach (var text in InstructionsOf(operation, airlock))
                {
                    texts.UnionWith(SymbolsIn(text));
                    lists.UnionWith(ListOf(operation));
                }
            }
        }

        return (texts, lists);
    }

    /// <summary>The name under which code mentions the member of a row.</summary>
    private static string NameOf(CatalogRow row)
    {
        var parts = row.Id.Split('(')[0].Split('.');
        return parts[parts.Length - 1] == "#ctor" ? parts[parts.Length - 2] : parts[parts.Length - 1];
    }

    private static IEnumerable<IOperation> InstructionsOf(IOperation operation, AirlockContext airlock) => operation switch
    {
        IInvocationOperation call => OfArguments(call.TargetMethod, call.Arguments, airlock),
        IObjectCreationOperation { Constructor: { } constructor } creation => OfArguments(constructor, creation.Arguments, airlock),
        IConversionOperation { OperatorMethod: { } conversion } converted when RolesOf(conversion, airlock).Any() => [converted.Operand],
        IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when RolesOf(target.Property, airlock).Any(sink => sink.Row.Kind == "system") => [assignment.Value],
        _ => [],
    };

    private static IEnumerable<IOperation> OfArguments(IMethodSymbol method, IReadOnlyCollection<IArgumentOperation> arguments, AirlockContext airlock) =>
        RolesOf(method, airlock)
            .Where(sink => sink.Row.Kind == "system" || arguments.Any(argument => argument.Value.Unwrap() is IMemberReferenceOperation role && Array.IndexOf(Roles, role.Member.Name) >= 0))
            .SelectMany(sink => arguments.Where(argument => argument.Parameter?.Ordinal == sink.Role.Index))
            .Select(argument => argument.Value);

    private static IEnumerable<(CatalogRow Row, SinkRole Role)> RolesOf(ISymbol member, AirlockContext airlock) =>
        airlock.Sinks.Find(member).Where(sink => sink.Role.Table == CatalogTable.Prompts && sink.Row.Kind is "system" or "message");

    /// <summary>The variable or member that is the text, and the fields that it is made of. What a caller sent is the caller's.</summary>
    private static IEnumerable<ISymbol> SymbolsIn(IOperation text)
    {
        if (text.Unwrap() is ILocalReferenceOperation local)
        {
            yield return local.Local;
        }

        foreach (var member in text.DescendantsAndSelf().OfType<IMemberReferenceOperation>())
        {
            if (member.Type?.SpecialType == SpecialType.System_String && member.Instance?.Unwrap() is not IParameterReferenceOperation
                && (member.Member is IFieldSymbol || member == text.Unwrap()) && !member.Member.DeclaringSyntaxReferences.IsEmpty)
            {
                yield return member.Member.OriginalDefinition;
            }
        }
    }

    /// <summary>The list that a message is put into, or that is made with it.</summary>
    private static IEnumerable<ISymbol> ListOf(IOperation message)
    {
        if (message is IInvocationOperation { Instance: { } history } call && call.TargetMethod.ReturnsVoid)
        {
            return Symbol(history);
        }

        for (var current = message.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IVariableDeclaratorOperation declarator:
                    return [declarator.Symbol];
                case IAssignmentOperation { Target: not IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true } } assignment:
                    return Symbol(assignment.Target);
                case IFieldInitializerOperation initializer:
                    return initializer.InitializedFields;
                case IInvocationOperation add when add.TargetMethod.Name is "Add" or "Insert" && !add.IsImplicit:
                    return add.Instance is { } list ? Symbol(list) : [];
                case IInvocationOperation { IsImplicit: false } or IExpressionStatementOperation or IBlockOperation or IAnonymousFunctionOperation:
                    return [];
            }
        }

        return [];
    }

    private static IEnumerable<ISymbol> Symbol(IOperation place) => place.Unwrap() switch
    {
        ILocalReferenceOperation local => [local.Local],
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => [member.Member.OriginalDefinition],
        _ => [],
    };
}
