using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// The paths that an expression may have as its value, each as far as it is fixed: by literals, constants, variables, members and arguments of the
/// program, settings, <c>Path.Combine</c> and its like, interpolation, and the folders that .NET itself names.
/// </summary>
internal sealed class PathTexts(AirlockContext airlock)
{
    private const int MaximumDepth = 14;
    private const int MaximumAlternatives = 12;

    /// <summary>Properties and methods that give a folder with a separator at its end.</summary>
    private static readonly string[] Folders = ["AppContext.BaseDirectory", "AppDomain.BaseDirectory", "Path.GetTempPath"];

    /// <summary>Methods and properties that give the path that they are given, or of the object they are called on, in another spelling.</summary>
    private static readonly string[] Spellings =
    [
        "Path.TrimEndingDirectorySeparator", "Environment.ExpandEnvironmentVariables", "String.Trim", "String.ToString", "FileInfo.ToString", "DirectoryInfo.ToString", "FileSystemInfo.ToString",
        "FileSystemInfo.FullName", "FileInfo.FullName", "DirectoryInfo.FullName", "Uri.LocalPath", "Uri.AbsolutePath", "IFileInfo.PhysicalPath", "IFileProvider.GetFileInfo",
    ];

    /// <summary>The paths that may reach an expression, each once; <see cref="WrittenPath.Unknown"/> stands for those that nothing fixes.</summary>
    public IReadOnlyList<WrittenPath> Reaching(IOperation? value) =>
        [.. Ends(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), null, MaximumDepth).Distinct()];

    private IEnumerable<WrittenPath> Ends(IOperation? value, HashSet<ISymbol> entered, CallFrame? frame, int depth)
    {
        if (value is null || depth == 0)
        {
            return [WrittenPath.Unknown];
        }

        var operation = value.Unwrap();
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value is string text ? [new WrittenPath(text, true)] : [];
        }

        var settings = airlock.Settings.ReadBy(operation, frame).SelectMany(FromSetting).ToList();
        return settings.Count > 0 ? settings : operation switch
        {
            IInvocationOperation call when IsPathJoin(call.TargetMethod) => Joined(PartsOf(call), "/"),
            IInvocationOperation { TargetMethod: { Name: "GetFullPath", ContainingType.Name: "Path" }, Arguments: { Length: > 0 } arguments } => Joined(arguments.Reverse().Select(argument => argument.Value), "/"),
            IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } } call => Joined(PartsOf(call), ""),
            IInterpolatedStringOperation interpolated => Joined(interpolated.Parts.Select(PartValue), ""),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Joined([sum.LeftOperand, sum.RightOperand], ""),
            IObjectCreationOperation { Type.Name: "FileInfo" or "DirectoryInfo" or "Uri", Arguments: { Length: 1 } arguments } => Ends(arguments[0].Value, entered, frame, depth - 1),
            _ when IsOneOf(operation, Folders) => [new WrittenPath("/", false)],
            _ when IsOneOf(operation, Spellings) && PathGivenTo(operation) is { } given => Ends(given, entered, frame, depth - 1),
            _ when CallFrame.Given(operation, frame, airlock) is { } argument => Ends(argument.Value, entered, argument.Frame, depth - 1),
            _ => FromOrigins(),
        };

        IEnumerable<WrittenPath> FromSetting(string key) =>
            airlock.Configuration.Find(key).Where(found => airlock.Configuration.IsInEffect(found.File, key)).Select(found => new WrittenPath(found.Value.Text, true, key));

        IEnumerable<WrittenPath> FromOrigins()
        {
            // What is entered counts on this way alone: the same folder may be joined with two names.
            var inner = entered;
            if (airlock.Origins.HolderOf(operation) is { } holder)
            {
                inner = new HashSet<ISymbol>(entered, SymbolEqualityComparer.Default);
                if (!inner.Add(holder))
                {
                    return [];
                }
            }

            var origins = airlock.Origins.Of(operation).Take(MaximumAlternatives).ToList();
            return origins.Count == 0
                ? [WrittenPath.Unknown]
                : origins.SelectMany(origin => Ends(origin, inner, CallFrame.Into(operation, origin, frame), depth - 1)).Take(MaximumAlternatives);
        }

        IEnumerable<WrittenPath> Joined(IEnumerable<IOperation?> parts, string separator)
        {
            IEnumerable<WrittenPath> ends = [];
            var isLast = true;
            foreach (var part in parts.Reverse())
            {
                var heads = Ends(part, entered, frame, depth - 1).ToList();
                ends = isLast ? heads : [.. ends.SelectMany(end => end.IsWhole && !IsRooted(end.Text) ? heads.Select(head => Join(head, separator, end)) : [end]).Take(MaximumAlternatives)];
                isLast = false;
                if (ends.All(end => !end.IsWhole))
                {
                    break;
                }
            }

            return ends;
        }
    }

    private static WrittenPath Join(WrittenPath head, string separator, WrittenPath tail) =>
        new((separator.Length == 0 ? head.Text : head.Text.TrimEnd('/', '\\')) + (separator.Length > 0 && tail.Text.Length == 0 ? "" : separator) + tail.Text, head.IsWhole, tail.Key ?? head.Key);

    private static bool IsRooted(string path) => path.Length > 2 && path[1] == ':' && path[2] is '/' or '\\';

    private static IOperation? PathGivenTo(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => property.Instance,
        IInvocationOperation { TargetMethod.IsStatic: false, TargetMethod.Name: not "GetFileInfo", Instance: { } receiver } => receiver,
        IInvocationOperation { Arguments: { Length: > 0 } arguments } => arguments[0].Value,
        _ => null,
    };

    private static bool IsOneOf(IOperation operation, string[] names) =>
        OperationText.MemberOf(operation) is { ContainingType: { } type } member and not IMethodSymbol { MethodKind: MethodKind.Constructor } && Array.IndexOf(names, $"{type.Name}.{member.Name}") >= 0;

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
}
