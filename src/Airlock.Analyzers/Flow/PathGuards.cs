using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Guards of paths and addresses: a full path that stands within a root, a relative path that does not climb, an address
/// that is local or whose host has a fixed ending.
/// </summary>
internal static class PathGuards
{
    /// <summary>What a call proves where it has an outcome.</summary>
    public static IEnumerable<ProvenPart> Proven(IInvocationOperation call, bool outcome, LocalFacts locals)
    {
        var method = call.TargetMethod;
        if (method.Name == "StartsWith" && call.Receiver() is { } start && Prefix(call) is { } prefix)
        {
            if (outcome && IsFullPath(start, locals, 0) && EndsAtBoundary(prefix, locals, 0))
            {
                yield return new ProvenPart(start, SinkCategory.Path);
            }
            else if (!outcome && prefix.ConstantText() is { } climb && climb.StartsWith("..", StringComparison.Ordinal) && RelativeTo(start, locals) is { } full)
            {
                yield return new ProvenPart(start, SinkCategory.Path);
                yield return new ProvenPart(full, SinkCategory.Path);
            }
        }
        else if (outcome && method.Name == "EndsWith" && Prefix(call)?.ConstantText() is { Length: > 2 } suffix && suffix[0] == '.'
            && call.Receiver()?.Unwrap() is IPropertyReferenceOperation { Property.Name: "Host" or "IdnHost" or "DnsSafeHost" } host)
        {
            yield return new ProvenPart(host, SinkCategory.Address);
        }
        else if (outcome && method.Name is "IsLocalUrl" && call.Arguments.Length > 0 && call.Argument(call.Arguments.Length - 1) is { } address)
        {
            yield return new ProvenPart(address, SinkCategory.Address);
        }
    }

    private static IOperation? Prefix(IInvocationOperation call) => call.Instance is null ? call.Argument(1) : call.Argument(0);

    private static bool IsFullPath(IOperation operation, LocalFacts locals, int depth) => depth < 4 && operation.Unwrap() switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetDirectoryName", ContainingType.Name: "Path" } } folder => folder.Argument(0) is { } path && IsFullPath(path, locals, depth + 1),
        IInvocationOperation call => call.TargetMethod.Name is var name && (name.IndexOf("FullPath", StringComparison.Ordinal) >= 0 || name.IndexOf("Canonical", StringComparison.Ordinal) >= 0),
        IParameterReferenceOperation parameter => IsNamedFull(parameter.Parameter.Name),
        IPropertyReferenceOperation { Property: { Name: "FullName", ContainingType.Name: "FileInfo" or "DirectoryInfo" or "FileSystemInfo" } } => true,
        ILocalReferenceOperation local => locals.ValueOf(local.Local) is { } value && IsFullPath(value, locals, depth + 1),
        _ => false,
    };

    /// <summary>Of a parameter only its name tells that it was made a full path.</summary>
    private static bool IsNamedFull(string name) =>
        name.StartsWith("full", StringComparison.OrdinalIgnoreCase) || name.StartsWith("canonical", StringComparison.OrdinalIgnoreCase) || name.StartsWith("absolute", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a root ends where a folder ends: <c>/data/in</c> is also the beginning of <c>/data/in-secret</c>. Of a root
    /// that comes from elsewhere it is believed.
    /// </summary>
    private static bool EndsAtBoundary(IOperation root, LocalFacts locals, int depth) => depth < 4 && root.Unwrap() switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.EndsWith("/", StringComparison.Ordinal) || text.EndsWith("\\", StringComparison.Ordinal),
        { ConstantValue: { HasValue: true, Value: '/' or '\\' } } => true,
        IFieldReferenceOperation { Field.Name: "DirectorySeparatorChar" } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => EndsAtBoundary(sum.RightOperand, locals, depth + 1),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } => parts[parts.Length - 1] switch
        {
            IInterpolatedStringTextOperation text => EndsAtBoundary(text.Text, locals, depth + 1),
            IInterpolationOperation hole => EndsAtBoundary(hole.Expression, locals, depth + 1),
            _ => false,
        },
        IInvocationOperation call => call.TargetMethod.Name is not ("GetFullPath" or "Combine" or "Join" or "TrimEndingDirectorySeparator" or "TrimEnd" or "GetTempPath")
            && (call.TargetMethod.Name != "ToString" || call.Instance is null || EndsAtBoundary(call.Instance, locals, depth + 1)),
        ILocalReferenceOperation local => locals.ValueOf(local.Local) is not { } value || EndsAtBoundary(value, locals, depth + 1),
        _ => true,
    };

    private static IOperation? RelativeTo(IOperation operation, LocalFacts locals) => operation.Unwrap() switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetRelativePath", ContainingType.Name: "Path" } } call => call.Argument(1),
        ILocalReferenceOperation local => locals.ValueOf(local.Local) is { } value && value.Unwrap() is not ILocalReferenceOperation ? RelativeTo(value, locals) : null,
        _ => null,
    };
}
