using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Catalog;

/// <summary>A pair of the detail column as the user wrote it.</summary>
/// <param name="Name">Before the equals sign.</param>
/// <param name="Value">After it.</param>
/// <param name="Span">Where the pair stands.</param>
/// <param name="ValueSpan">Where its value stands.</param>
internal sealed record UserDetail(string Name, string Value, TextSpan Span, TextSpan ValueSpan);

/// <summary>A row of a user's catalog. What it leaves out is completed by the member that it names.</summary>
/// <param name="Kind">What the row says of the member.</param>
/// <param name="Id">Documentation comment ID.</param>
/// <param name="Details">The pairs of the detail column.</param>
/// <param name="IdSpan">Where the ID stands.</param>
/// <param name="KindSpan">Where the kind stands.</param>
internal sealed record UserRow(UserKind Kind, string Id, ImmutableArray<UserDetail> Details, TextSpan IdSpan, TextSpan KindSpan)
{
    /// <summary>The name by which a row calls the one value that a property takes.</summary>
    private const string PropertyValue = "value";

    /// <summary>The row as the rules read it: parameters with their index, and what only one choice makes sense for.</summary>
    /// <param name="member">The member that the ID names.</param>
    /// <param name="problems">Receives what does not fit the member; null if nobody asks.</param>
    /// <returns>Null if something does not fit.</returns>
    public CatalogRow? Complete(ISymbol member, ICollection<CatalogProblem>? problems)
    {
        var pairs = new List<string>();
        var isRight = true;
        foreach (var detail in Details)
        {
            var value = Kind.Parameters.Contains(detail.Name) ? WithIndexes(detail, member, problems) : detail.Value;
            isRight &= value is not null;
            pairs.Add($"{detail.Name}={value}");
        }

        if (!isRight)
        {
            return null;
        }

        foreach (var (name, value) in Defaults(member))
        {
            if (value is null)
            {
                problems?.Add(new CatalogProblem(KindSpan, $"the row must say what \"{name}\" is: {Choices(name, member)}"));
                return null;
            }

            pairs.Add($"{name}={value}");
        }

        return new CatalogRow(Id, Kind.Name, string.Join(";", pairs), package: "");
    }

    /// <summary>The details that the row leaves out; without a value where more than one would make sense.</summary>
    private IEnumerable<(string Name, string? Value)> Defaults(ISymbol member)
    {
        // The validity of a validator's result has no argument and no outcome of its own.
        if (Kind.Parameters.Length > 0 && !Details.Any(detail => detail.Name == UserKinds.Receiver || Kind.Parameters.Contains(detail.Name)) && !(IsValidator && member is IPropertySymbol))
        {
            yield return (Kind.Parameters[0], OnlyParameter(member) is { } parameter ? WithIndex(parameter) : member is IPropertySymbol ? PropertyValue + "@0" : null);
        }

        // A sink's result says nothing of what went in, unless the row says so; a source is nothing but its result.
        if (Kind.Parameters.IsEmpty && Kind.Values.ContainsKey("flow") && !Has("flow"))
        {
            yield return ("flow", member is IPropertySymbol ? "value" : "return");
        }

        if (IsValidator && member is IMethodSymbol method && !Has("outcome"))
        {
            yield return ("outcome", OutcomeOf(method));
        }

        if (Kind.Values.ContainsKey(UserKinds.Clears) && !Has(UserKinds.Clears))
        {
            yield return (UserKinds.Clears, Flow.Sanitizers.Everything);
        }
    }

    private bool IsValidator => Kind.Values.ContainsKey("outcome");

    private bool Has(string name) => Details.Any(detail => detail.Name == name);

    /// <summary>The one parameter that a row without details can mean: the only text or, for tools, the only function; else the only one at all.</summary>
    private IParameterSymbol? OnlyParameter(ISymbol member)
    {
        if (member is not IMethodSymbol { Parameters: var parameters })
        {
            return null;
        }

        var fitting = parameters.Where(parameter => Kind.Table == CatalogTable.ToolEntryPoints ? IsFunction(parameter.Type) : parameter.Type.SpecialType == SpecialType.System_String).ToList();
        var candidates = fitting.Count > 0 ? fitting : [.. parameters.Where(parameter => parameter.Type.Name != "CancellationToken")];
        return candidates.Count == 1 ? candidates[0] : null;
    }

    private static bool IsFunction(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || type.Name is "Delegate" or "MethodInfo";

    private static string? OutcomeOf(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } ? results[0] : method.ReturnType;
        return type.SpecialType switch
        {
            SpecialType.System_Boolean => "true",
            SpecialType.System_Void => "throws",
            _ => type.Name is "Task" or "ValueTask" ? "throws" : null,
        };
    }

    private static string? WithIndexes(UserDetail detail, ISymbol member, ICollection<CatalogProblem>? problems)
    {
        // A condition may also look at the object that the member is called on.
        if (detail.Value == UserKinds.Receiver && detail.Name == "when")
        {
            return detail.Value;
        }

        var items = new List<string>();
        foreach (var item in detail.Value.Split(','))
        {
            var at = item.IndexOf('@');
            var name = (at < 0 ? item : item.Substring(0, at)).Trim();
            var index = IndexOf(name, member);
            if (index is null)
            {
                problems?.Add(new CatalogProblem(detail.ValueSpan, $"there is no parameter \"{name}\": {Choices(detail.Name, member)}"));
                return null;
            }

            if (at >= 0 && item.Substring(at + 1).Trim() != index.Value.ToString(CultureInfo.InvariantCulture))
            {
                problems?.Add(new CatalogProblem(detail.ValueSpan, $"the parameter \"{name}\" stands at {index}; the index may be left out"));
                return null;
            }

            items.Add($"{name}@{index}");
        }

        return string.Join(",", items);
    }

    private static int? IndexOf(string name, ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal,
        IPropertySymbol when name == PropertyValue => 0,
        _ => null,
    };

    private static string WithIndex(IParameterSymbol parameter) => $"{parameter.Name}@{parameter.Ordinal}";

    private static string Choices(string detail, ISymbol member) => (detail, member) switch
    {
        ("outcome", _) => "outcome=true for a method that answers yes, outcome=result for one whose result says whether it is valid, outcome=throws for one that throws",
        (_, IMethodSymbol { Parameters: { Length: > 0 } parameters }) => string.Join(" or ", parameters.Select(parameter => $"{detail}={parameter.Name}")),
        (_, IPropertySymbol) => $"{detail}={PropertyValue}",
        _ => $"{member.Name} has no parameters",
    };
}
