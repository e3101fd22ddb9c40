using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Which types can carry text. A number, an enum, a Guid or a date can't, and so a value of that type ends a flow.</summary>
internal sealed class TextTypes
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Version", "System.Half",
        "System.Int128", "System.UInt128", "System.Index", "System.Range", "System.Type", "System.Numerics.BigInteger", "System.Net.IPAddress",
        "System.Threading.CancellationToken", "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask",
        "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Text.Json.JsonSerializerOptions", "Newtonsoft.Json.JsonSerializerSettings",
    };

    /// <summary>Handles of a database: what was written into a command does not come out of it.</summary>
    private static readonly HashSet<string> Handles = new(StringComparer.Ordinal)
    {
        "System.Data.IDbCommand", "System.Data.IDbConnection", "System.Data.IDataReader", "System.Data.IDataParameterCollection", "System.Data.IDbTransaction",
    };

    private static readonly HashSet<string> Builders = new(StringComparer.Ordinal)
    {
        "System.Text.StringBuilder", "System.IO.TextWriter", "System.IO.Stream", "System.IO.BinaryWriter", "System.Text.Json.Utf8JsonWriter",
    };

    // These questions are asked for every operation, and their answers take a look at namespaces and interfaces.
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _canCarry = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _isBuilder = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a value of the type can carry text.</summary>
    public bool CanCarry(ITypeSymbol? type) => type is not null && _canCarry.GetOrAdd(type, FindCanCarry);

    /// <summary>Whether a value of the type can carry text, or an answer that depends on text: a number or a yes or no.</summary>
    public bool CanHold(ITypeSymbol? type) =>
        CanCarry(type) || type is { TypeKind: TypeKind.Enum } || type is { SpecialType: not SpecialType.System_Void } && IsNumber(type.SpecialType)
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && CanHold(nullable.TypeArguments[0])
        || type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } && CanHold(results[0]);

    /// <summary>Whether a call of a method on such an object keeps its arguments inside the object.</summary>
    public bool IsBuilder(ITypeSymbol? type) => type is not null && _isBuilder.GetOrAdd(type, FindIsBuilder);

    private bool FindCanCarry(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsText(array.ElementType) || CanCarry(array.ElementType);
            case IPointerTypeSymbol:
                return false;
        }

        if (type.TypeKind == TypeKind.Enum || IsNumber(type.SpecialType) || IsIn(type, Plain) || Implements(type, Handles))
        {
            return false;
        }

        // A container carries what its parts carry: Nullable<int>, Task<bool>, List<Guid>, (int, bool).
        return type is not INamedTypeSymbol { IsGenericType: true, TypeKind: not TypeKind.Delegate } generic
            || !IsContainer(generic)
            || PartsOf(generic).Any(part => IsText(part) || CanCarry(part));
    }

    private static bool FindIsBuilder(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (IsIn(current, Builders) || current.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return type.SpecialType != SpecialType.System_String
            && (type.SpecialType == SpecialType.System_Collections_IEnumerable
                || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)
                || type.ContainingNamespace?.ToDisplayString() is "System.Text.Json.Nodes");
    }

    /// <summary>The type arguments, also those of the type it is nested in, as in <c>List&lt;string&gt;.Enumerator</c>.</summary>
    private static IEnumerable<ITypeSymbol> PartsOf(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            foreach (var part in type.TypeArguments)
            {
                yield return part;
            }
        }
    }

    /// <summary>A part of text, which carries it where there are many of them.</summary>
    private static bool IsText(ITypeSymbol type) => type.SpecialType is SpecialType.System_Byte or SpecialType.System_Char;

    private static bool IsNumber(SpecialType type) => type switch
    {
        SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_DateTime or SpecialType.System_Decimal => true,
        SpecialType.System_Char => false,
        _ => type is >= SpecialType.System_SByte and <= SpecialType.System_Double or SpecialType.System_IntPtr or SpecialType.System_UIntPtr,
    };

    private static bool IsContainer(INamedTypeSymbol type) =>
        type.IsTupleType || type.ContainingNamespace is { } space && (space.ToDisplayString() is "System" or "System.Threading.Tasks"
            || space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal));

    private static bool Implements(ITypeSymbol type, HashSet<string> contracts) =>
        IsIn(type, contracts) || type.AllInterfaces.Any(contract => IsIn(contract, contracts));

    private static bool IsIn(ITypeSymbol type, HashSet<string> names) =>
        type is INamedTypeSymbol { Arity: 0, ContainingType: null } && names.Contains($"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}");
}
