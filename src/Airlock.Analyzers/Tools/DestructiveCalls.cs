using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>Recognises what destroys, moves, sends or changes something outside the process, so that it cannot be taken back.</summary>
internal sealed class DestructiveCalls(AirlockContext airlock)
{
    private static readonly string[] ChangingStatements =
        ["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT", "DROP", "ALTER", "TRUNCATE", "EXEC", "EXECUTE", "CALL", "GRANT", "REVOKE"];

    /// <summary>What an operation does, as words that follow the tool's name: <c>deletes files</c>. Null if nothing that cannot be taken back.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="body">The body that holds it.</param>
    /// <param name="owner">The name of the method that holds it, or of the tool; what is meant as reading is not a change.</param>
    public string? EffectOf(IOperation operation, IOperation body, string owner) => KindOf(operation, body, owner) is { } kind ? Words(kind) : null;

    /// <summary>The kind of what an operation does, as <c>delete</c> or <c>pay</c>; null if nothing that cannot be taken back.</summary>
    public string? KindOf(IOperation operation, IOperation body, string owner)
    {
        if (OperationText.MemberOf(operation) is not { } member)
        {
            return null;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.DestructiveCalls, member))
        {
            return Holds(row, operation, body, owner) ? IsAddition(row, operation, body) ? "save" : row.Kind : null;
        }

        return member is IMethodSymbol method && operation is IInvocationOperation or IMethodReferenceOperation ? ByName(method) : null;
    }

    private string? ByName(IMethodSymbol method)
    {
        if (!airlock.Reach.IsOpen(method))
        {
            return null;
        }

        var isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, airlock.Compilation.Assembly);
        return isOwn || !IsFramework(method.ContainingAssembly.Name) ? ToolWords.EffectOf(method, isOwn) : null;
    }

    /// <summary>
    /// Whether an assembly is one of the frameworks, or an AI library. What those do is in the table: the frameworks' names are
    /// too general to go by, and an AI library's own calls are no act of the tool.
    /// </summary>
    public static bool IsFramework(string assembly) =>
        assembly == "mscorlib" || assembly == "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.", StringComparison.Ordinal) || AiLibraries.Contains(assembly);

    private static bool Holds(CatalogRow row, IOperation operation, IOperation body, string owner) => row.Kind switch
    {
        "sql" => Statement(row, operation, body) is not { } text || IsChange(text),
        "sql-query" => Statement(row, operation, body) is { } text && IsChange(text),
        "post" => !ToolWords.BeginsWithReading(owner) && !IsCompared(operation) && !PostsToReader(row, operation),
        "http" => !IsCompared(operation),
        "write" or "delete" or "move" => OpensForWriting(row, operation) && !IsTemporary(operation),
        _ => true,
    };

    private static string Words(string kind) => kind switch
    {
        "delete" => "deletes something",
        "move" => "moves files",
        "write" => "writes files",
        "process" => "starts or stops a process",
        "send" => "sends a message",
        "http" or "post" => "changes something at another service",
        "sql" or "sql-query" => "changes the database",
        "save" => "writes to the database",
        "pay" => "moves money",
        "grant" => "changes rights",
        _ => "stops something",
    };

    private static bool IsCompared(IOperation operation) => operation.Parent is IBinaryOperation || operation.Parent is IConstantPatternOperation;

    private static bool PostsToReader(CatalogRow row, IOperation operation) =>
        Call.From(operation) is { } call
        && row.Parameters("address").Select(call.Argument).Any(address => LastText(address) is { } text && ToolWords.IsReadingAddress(text));

    private static bool OpensForWriting(CatalogRow row, IOperation operation)
    {
        if (Call.From(operation) is not { } call || row.Parameters("mode").Select(call.Argument).FirstOrDefault() is not { ConstantValue: { HasValue: true, Value: int mode } })
        {
            return !row.Parameters("mode").Any();
        }

        const int Open = 3;
        return mode != Open;
    }

    /// <summary>Whether the file is one that the process made for itself.</summary>
    private static bool IsTemporary(IOperation operation)
    {
        var path = operation switch
        {
            IInvocationOperation { Instance: { } file } => file,
            IInvocationOperation { Arguments: { Length: > 0 } arguments } => arguments[0].Value,
            IObjectCreationOperation { Arguments: { Length: > 0 } arguments } => arguments[0].Value,
            _ => null,
        };
        return path is not null && IsTemporary(path, 0);
    }

    private static bool IsTemporary(IOperation path, int depth) => depth < 4 && path.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetTempPath" or "GetTempFileName" or "CreateTempSubdirectory" } } => true,
        ILocalReferenceOperation local => ConstantText.OnlyValueOf(local) is { } value && IsTemporary(value, depth + 1),
        _ => false,
    });

    /// <summary>The constant beginning of the SQL that a call runs, or null if it can't be seen.</summary>
    private static string? Statement(CatalogRow row, IOperation operation, IOperation body)
    {
        if (Call.From(operation) is not { } call)
        {
            return null;
        }

        foreach (var text in row.Parameters("sql").Select(call.Argument))
        {
            return FirstText(text);
        }

        // A command got its text before: by its property, or where it was made.
        var texts = body.DescendantsAndSelf()
            .Select(part => part switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "CommandText" }, Value: var value } => value,
                IObjectCreationOperation { Type.Name: var type, Arguments: { Length: > 0 } arguments } when type.EndsWith("Command", StringComparison.Ordinal) => arguments[0].Value,
                _ => null,
            })
            .Where(value => value is not null)
            .Select(FirstText)
            .ToList();
        return texts.Contains(null) ? null : texts.FirstOrDefault(text => IsChange(text!)) ?? texts.FirstOrDefault();
    }

    private static bool IsAddition(CatalogRow row, IOperation operation, IOperation body) =>
        row.Kind is "sql" or "sql-query" && Statement(row, operation, body)?.TrimStart().StartsWith("INSERT", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsChange(string statement)
    {
        var words = statement.TrimStart(' ', '\t', '\r', '\n', '(', ';').Split(' ', '\t', '\r', '\n', '(');
        return ChangingStatements.Contains(words[0], StringComparer.OrdinalIgnoreCase)
            || (words[0].Equals("WITH", StringComparison.OrdinalIgnoreCase) && words.Any(word => ChangingStatements.Contains(word, StringComparer.OrdinalIgnoreCase)));
    }

    private static string? FirstText(IOperation? value) => Literals(value).FirstOrDefault();

    private static string? LastText(IOperation? value) => Literals(value).LastOrDefault();

    private static IEnumerable<string> Literals(IOperation? value) =>
        ConstantText.Of(value) is { } constant ? [constant.Text]
        : value is null ? []
        : (value.Unwrap() is ILocalReferenceOperation local ? ConstantText.OnlyValueOf(local) : value)?.DescendantsAndSelf()
            .Select(part => part.ConstantValue is { HasValue: true, Value: string text } ? text : null).OfType<string>() ?? [];
}
