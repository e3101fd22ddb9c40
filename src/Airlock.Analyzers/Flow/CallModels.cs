using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>What library methods do with their arguments, where it differs from handing everything on.</summary>
internal sealed class CallModels
{
    /// <summary>Namespaces whose methods answer from the world outside: a file's content is not its path.</summary>
    private static readonly string[] OutsideNamespaces =
    [
        "Dapper", "Microsoft.AspNetCore", "Microsoft.Data", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Caching", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Options", "System.Data", "System.Diagnostics", "System.Net",
        "System.Reflection", "System.Runtime", "System.Security.Cryptography",
    ];

    /// <summary>Types beyond those namespaces of which the same holds.</summary>
    private static readonly HashSet<string> OutsideTypes = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream",
        "System.Environment", "System.Activator", "System.Console", "System.Text.Json.JsonSerializerOptions",
    };

    /// <summary>Types within those namespaces that only transform text.</summary>
    private static readonly HashSet<string> TransformingTypes = new(StringComparer.Ordinal) { "System.Net.WebUtility", "System.Net.Http.StringContent", "System.Net.Http.HttpRequestMessage" };

    private static readonly string[] TextHolders = ["Content", "Message", "Part", "Text", "Prompt", "Item", "Template", "Config"];

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _keepsArguments = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the arguments of a method have no part in what it returns.</summary>
    public bool KeepsArguments(IMethodSymbol method) => _keepsArguments.GetOrAdd(method.OriginalDefinition, FindKeepsArguments);

    private static bool FindKeepsArguments(IMethodSymbol method)
    {
        if (!method.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        var type = $"{space}.{method.ContainingType?.Name}";
        return OutsideTypes.Contains(type)
            || !TransformingTypes.Contains(type) && OutsideNamespaces.Any(outside => space.StartsWith(outside, StringComparison.Ordinal) && (space.Length == outside.Length || space[outside.Length] == '.'));
    }

    /// <summary>Methods whose answer, though it is no text, depends on what a text says.</summary>
    private static readonly HashSet<string> Decisions = new(StringComparer.Ordinal)
    {
        "Contains", "StartsWith", "EndsWith", "Equals", "IsMatch", "Parse", "TryParse", "ParseExact", "Compare", "CompareTo", "CompareOrdinal", "Success", "Any", "All",
        "GetBoolean", "GetInt32", "GetInt64", "GetDouble", "GetDecimal", "GetSingle", "TryGetInt32", "TryGetInt64", "TryGetDecimal", "TryGetDouble", "GetValue", "ToBoolean",
        "ToInt32", "ToInt64", "ToDouble", "ToDecimal", "SequenceEqual", "Deserialize", "ToObject", "Value", "Result",
    };

    /// <summary>Whether the result says something of what a text says, as opposed to whether there is one.</summary>
    public static bool IsDecision(ISymbol member) =>
        Decisions.Contains(member.Name) || member is { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    /// <summary>Whether a method reads an object with members from text.</summary>
    public static bool ReadsObject(IMethodSymbol method) =>
        (method.Name.StartsWith("Deserialize", StringComparison.Ordinal) || method.Name is "ReadFromJsonAsync" or "GetFromJsonAsync" or "ToObject")
        && method.ReturnType.SpecialType != SpecialType.System_String;

    /// <summary>Whether a method copies what its object holds into an argument, as <c>CopyTo</c>.</summary>
    public static bool CopiesInto(IMethodSymbol method, IParameterSymbol? parameter) =>
        parameter is { Ordinal: 0 } && method.Name is "CopyTo" or "CopyToAsync" or "TryCopyTo" or "Read" or "ReadAsync" or "ReadExactly" or "ReadExactlyAsync" or "Populate" or "PopulateObject"
        && parameter is not null;

    /// <summary>Whether an object hands on what it is given to a reader of it elsewhere: the two ends of a channel, the two sides of a promise.</summary>
    public static bool IsChannelWriter(ITypeSymbol type) => type.Name is "ChannelWriter" or "TaskCompletionSource";

    /// <summary>Whether a method finds an element by a key: the key does not become part of the element.</summary>
    public static bool IsLookup(IMethodSymbol method) =>
        method.Name is "TryGetValue" or "GetValueOrDefault" or "ContainsKey" or "Contains" or "IndexOf" or "Find" or "ElementAt" or "get_Item"
        && IsCollection(method);

    /// <summary>Whether the result holds only what the lambda returns.</summary>
    public static bool IsProjection(IMethodSymbol method) => IsLinq(method) && (method.Name is "Select" or "Join" or "GroupJoin" or "LeftJoin" or "RightJoin" || method is { Name: "Zip", Parameters.Length: 3, TypeParameters.Length: 3 } && method.Parameters[2].Type.TypeKind == TypeKind.Delegate);

    /// <summary>
    /// Which of the arguments a lambda of a call is given, by the ordinals of the call and of the lambda's parameter: a join
    /// hands the elements of its first sequence and those of its second to different parameters. Null if it is given all.
    /// </summary>
    public static int? SequenceFor(IMethodSymbol method, int lambda, int parameter, int parameters) =>
        !IsLinq(method) ? null : method.Name switch
        {
            "Zip" => parameter,
            "Join" or "GroupJoin" or "LeftJoin" or "RightJoin" => parameters == 2 ? parameter : lambda == 2 ? 0 : 1,
            _ => null,
        };

    /// <summary>Whether what a lambda of a call returns becomes part of the result: the keys of a join do not.</summary>
    public static bool ReturnsFrom(IMethodSymbol method, int lambda) =>
        !IsLinq(method) || method.Name is not ("Join" or "GroupJoin" or "LeftJoin" or "RightJoin") || lambda == 4;

    /// <summary>Whether objects of a library's type work with what they were made with, and do not hand it on.</summary>
    public static bool Encloses(ITypeSymbol? type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: true, ContainingNamespace: { } space }
        && !space.ToDisplayString().StartsWith("System", StringComparison.Ordinal)
        && !type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)
        && !TextHolders.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether a method takes elements out of its object, by what it is given.</summary>
    public static bool Takes(IMethodSymbol method) =>
        method.Name.StartsWith("Remove", StringComparison.Ordinal) || method.Name.StartsWith("TryRemove", StringComparison.Ordinal) || method.Name is "ExceptWith" or "IntersectWith";

    /// <summary>Whether a type is a table of a database: what is stored there is not followed to where it is read.</summary>
    public static bool IsStore(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true;

    /// <summary>Whether a method empties its object.</summary>
    public static bool Empties(IMethodSymbol method) => method is { Name: "Clear", IsStatic: false };

    /// <summary>Whether the result holds only elements for which the lambda is true.</summary>
    public static bool IsFilter(IMethodSymbol method) =>
        method.Name is "Where" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "TakeWhile" && IsLinq(method);

    /// <summary>Whether a method is a query over a sequence, which it leaves as it is.</summary>
    public static bool IsLinq(IMethodSymbol method) => method.ContainingType?.Name is "Enumerable" or "Queryable" or "ParallelEnumerable" or "AsyncEnumerable";

    private static bool IsCollection(IMethodSymbol method)
    {
        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        return IsLinq(method) || space.StartsWith("System.Collections", StringComparison.Ordinal) || space == "System" && method.ContainingType?.Name is "Array" or "MemoryExtensions";
    }
}
