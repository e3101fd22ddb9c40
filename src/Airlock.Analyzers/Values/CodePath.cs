using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>Reads from an expression the path of a file, as far as the code fixes it.</summary>
internal static class CodePath
{
    private const int MaximumDepth = 16;

    /// <summary>
    /// The fixed end of a path, at a folder boundary: <c>models/intent.onnx</c> for
    /// <c>Path.Combine(AppContext.BaseDirectory, "models", "intent.onnx")</c>. Null if not even the file's name is fixed.
    /// </summary>
    public static string? Of(IOperation? value)
    {
        var path = Tail(value, 0);
        return string.IsNullOrWhiteSpace(path.Text) ? null : path.IsWhole ? path.Text : FromFolderBoundary(path.Text);
    }

    /// <summary>The path of the file whose bytes or stream the expression reads, as <see cref="Of"/> gives it.</summary>
    public static string? OfContent(IOperation? value) => Unwrap(value) switch
    {
        IInvocationOperation { TargetMethod: { Name: "ReadAllBytes" or "ReadAllBytesAsync" or "OpenRead" or "Open" } method, Arguments: { Length: > 0 } arguments }
            when method.ContainingType.ToDisplayString() == "System.IO.File" => Of(arguments[0].Value),
        IObjectCreationOperation { Type: { } type, Arguments: { Length: > 0 } arguments }
            when type.ToDisplayString() == "System.IO.FileStream" => Of(arguments[0].Value),
        IAwaitOperation awaited => OfContent(awaited.Operation),
        ILocalReferenceOperation local when ConstantText.OnlyValueOf(local) is { } initial => OfContent(initial),
        _ => null,
    };

    private static (string Text, bool IsWhole) Tail(IOperation? value, int depth)
    {
        value = Unwrap(value);
        if (depth > MaximumDepth)
        {
            return ("", false);
        }

        if (ConstantText.Of(value) is { } constant)
        {
            return (constant.Text, true);
        }

        return value switch
        {
            IInvocationOperation call when IsPathJoin(call.TargetMethod) => Joined(PartsOf(call), "/", depth),
            IInvocationOperation { TargetMethod.Name: "GetFullPath", Arguments: { Length: > 0 } arguments } => Tail(arguments[0].Value, depth + 1),
            IInterpolatedStringOperation interpolated => Joined(interpolated.Parts.Select(PartValue), "", depth),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var left, RightOperand: var right } => Joined([left, right], "", depth),
            ILocalReferenceOperation local when ConstantText.OnlyValueOf(local) is { } initial => Tail(initial, depth + 1),
            _ => ("", false),
        };
    }

    private static (string Text, bool IsWhole) Joined(IEnumerable<IOperation?> parts, string separator, int depth)
    {
        var text = "";
        foreach (var part in parts.Reverse())
        {
            var tail = Tail(part, depth + 1);
            var head = separator.Length == 0 ? tail.Text : tail.Text.TrimEnd('/', '\\');
            text = text.Length == 0 ? tail.Text : head + separator + text;
            if (!tail.IsWhole)
            {
                return (text, false);
            }
        }

        return (text, true);
    }

    private static string? FromFolderBoundary(string tail)
    {
        var start = tail.IndexOfAny(['/', '\\']);
        return start < 0 || start == tail.Length - 1 ? null : tail.Substring(start + 1);
    }

    private static bool IsPathJoin(IMethodSymbol method) =>
        method.Name is "Combine" or "Join" && method.ContainingType.ToDisplayString() == "System.IO.Path";

    private static IEnumerable<IOperation?> PartsOf(IInvocationOperation call) =>
        call.Arguments.SelectMany(argument => argument.Value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            var single => [single],
        });

    private static IOperation? PartValue(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation hole => hole.Expression,
        _ => null,
    };

    private static IOperation? Unwrap(IOperation? value) =>
        value is IConversionOperation { OperatorMethod: null } conversion ? Unwrap(conversion.Operand) : value;
}
