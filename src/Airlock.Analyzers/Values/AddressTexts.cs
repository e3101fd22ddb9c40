using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Configuration;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// The addresses that an expression may have as its value outside development, each with the place where it is written: in a literal, an
/// initial value or default, an argument of a call of the program's own, or the settings of the application.
/// </summary>
internal sealed class AddressTexts(AirlockContext airlock)
{
    /// <summary>Steps from an expression to the text; real code needs four or five.</summary>
    private const int MaximumDepth = 12;

    /// <summary>The addresses that may reach an expression, each place once.</summary>
    public IEnumerable<WrittenAddress> Reaching(IOperation? value) =>
        Reaching(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth).GroupBy(address => (address.Place, address.Text)).Select(same => same.First());

    /// <summary>The addresses that stand under a key of the settings, or below it.</summary>
    public IEnumerable<WrittenAddress> InSettings(string key) =>
        airlock.Configuration.Settings.SelectMany(file => file.Texts().Where(text => IsAtOrBelow(text.Key, key) && airlock.Configuration.IsInEffect(file, text.Key))
            .Select(text => AddressOf(file.LocationOf(text.Value), text.Key, text.Value.Text)));

    private static bool IsAtOrBelow(string key, string above) =>
        key.StartsWith(above, StringComparison.OrdinalIgnoreCase) && (key.Length == above.Length || key[above.Length] == ':');

    /// <summary>A setting is an address, or a connection string that holds one as its endpoint.</summary>
    private static WrittenAddress AddressOf(Location place, string key, string text) => new(EndpointIn(text), place, key);

    /// <summary>The endpoint that a connection string holds; of any other text, the text.</summary>
    public static string EndpointIn(string text)
    {
        var endpoint = text.Split(';').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase));
        return endpoint is null ? text : endpoint.Substring("Endpoint=".Length);
    }

    private IEnumerable<WrittenAddress> Reaching(IOperation? value, HashSet<ISymbol> entered, int depth)
    {
        if (value is null || depth == 0 || DevelopmentOnly.Covers(value))
        {
            return [];
        }

        IEnumerable<WrittenAddress> From(params IEnumerable<IOperation?> origins) => origins.SelectMany(origin => Reaching(origin, entered, depth - 1));
        var operation = value.Unwrap();
        var inCode = operation switch
        {
            ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => [new WrittenAddress(text, operation.Syntax.GetLocation())],
            IInterpolatedStringOperation interpolated => Composed(interpolated, [.. interpolated.Parts]),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Composed(sum, [sum.LeftOperand, sum.RightOperand]),
            IInterpolationOperation hole => From(hole.Expression),
            IPropertyReferenceOperation { Instance: { } uri } property when IsAddressType(property.Property.ContainingType) => From(uri),
            IObjectCreationOperation creation when IsAddressType(creation.Type) => FromCreation(creation),
            IInvocationOperation call => FromCall(call),
            _ => FromOrigins(),
        };
        return inCode.Concat(airlock.Settings.ReadBy(operation).SelectMany(FromSetting));

        IEnumerable<WrittenAddress> FromOrigins() =>
            airlock.Origins.HolderOf(operation) is { } holder && !entered.Add(holder) ? [] : From(airlock.Origins.Of(operation)).Concat(From(CreatedFor(operation)));

        IEnumerable<WrittenAddress> FromSetting(string key) =>
            airlock.Configuration.Find(key).Where(found => airlock.Configuration.IsInEffect(found.File, key)).Select(found => AddressOf(found.File.LocationOf(found.Value), key, found.Value.Text));

        // The beginning decides where an address leads; what follows is kept as far as it is known.
        IEnumerable<WrittenAddress> Composed(IOperation whole, IReadOnlyList<IOperation> parts)
        {
            var rest = string.Concat(parts.Skip(1).Select(AddressText.Of));
            return parts.Count == 0 ? []
                : parts[0] is IInterpolatedStringTextOperation start ? [new WrittenAddress(AddressText.Of(start) + rest, whole.Syntax.GetLocation())]
                : From(parts[0]).Select(first => first with { Text = first.Text + rest });
        }

        // new Uri(base, "chat") and new UriBuilder(scheme, host): the first arguments lead to the host.
        IEnumerable<WrittenAddress> FromCreation(IObjectCreationOperation creation)
        {
            var values = creation.Arguments.Select(argument => argument.Value).ToList();
            return creation.Constructor!.Parameters.Select(parameter => parameter.Name).Skip(values.Count > 1 ? 1 : 0).FirstOrDefault() switch
            {
                "host" or "hostName" => values[0].ConstantValue is { HasValue: true, Value: string scheme } && ConstantText.Of(values[1]) is { } host
                    ? [new WrittenAddress($"{scheme}://{host.Text}", values[0].Syntax.GetLocation())]
                    : [],
                "relativeUri" => From(values[0]).Select(first => first with { Text = first.Text.TrimEnd('/') + "/" + AddressText.Of(values[1]).TrimStart('/') }),
                null => [],
                _ => From(values[0]),
            };
        }

        IEnumerable<WrittenAddress> FromCall(IInvocationOperation call)
        {
            return call.TargetMethod switch
            {
                _ when airlock.Origins.HolderOf(call) is not null => FromOrigins(),
                { ContainingType.SpecialType: SpecialType.System_String, Name: "Concat", IsStatic: true } => Composed(call, [.. call.Arguments.Select(argument => argument.Value)]),
                { ContainingType.SpecialType: SpecialType.System_String, Name: "Format", IsStatic: true } => From(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "format")?.Value),
                { Name: "Trim" or "TrimEnd" or "TrimStart" or "ToString" or "ToLowerInvariant" or "ToLower" } => From(call.Instance),
                { Name: "TryCreate", ContainingType.Name: "Uri" } => From(call.Arguments[0].Value),
                _ => [],
            };
        }
    }

    /// <summary>The texts of which a local variable was made by <c>Uri.TryCreate</c>.</summary>
    private static IEnumerable<IOperation> CreatedFor(IOperation operation) => operation is not ILocalReferenceOperation { Local: var local } ? [] :
        operation.Root().Descendants().Where(use => SymbolEqualityComparer.Default.Equals(SymbolUses.ReferredTo(use), local)).Select(CreatedBy).OfType<IOperation>();

    // Uri.TryCreate(text, …, out var address)
    private static IOperation? CreatedBy(IOperation use) =>
        use.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation { TargetMethod: { Name: "TryCreate", ContainingType.Name: "Uri" } } call }
            || use.Parent is IDeclarationExpressionOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "TryCreate", ContainingType.Name: "Uri" } } declaring } } && (call = declaring) is not null
            ? call.Arguments[0].Value
            : null;

    private static bool IsAddressType(ITypeSymbol? type) => type is { Name: "Uri" or "UriBuilder", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
