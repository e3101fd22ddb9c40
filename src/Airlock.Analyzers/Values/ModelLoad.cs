using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A file that a call, or an assignment, has loaded as a model, a part of one, or a data set.</summary>
/// <param name="Kind">What is loaded.</param>
/// <param name="Member">The member that loads it.</param>
/// <param name="Source">The argument that names the file or holds its content.</param>
/// <param name="IsContent">Whether the argument holds the content.</param>
/// <param name="IsFolder">Whether it names a folder, of which every file counts.</param>
/// <param name="Trace">The way of the content or path to here.</param>
internal sealed record ModelLoad(LoadKind Kind, ISymbol Member, IOperation Source, bool IsContent, bool IsFolder, ContentTrace Trace)
{
    /// <summary>The kinds of operation that may load something.</summary>
    public static ImmutableArray<OperationKind> Kinds { get; } = Call.Kinds.Add(OperationKind.SimpleAssignment);

    /// <summary>Whether a model is loaded, not a data set, a tokenizer or a library.</summary>
    public bool IsModel => Kind.Asset == "model";

    /// <summary>Whether a data set is loaded.</summary>
    public bool IsDataset => Kind.Asset == "dataset";

    /// <summary>The file as far as code and settings fix it; null if they fix none, or it may be one of several.</summary>
    public string? Path => !Trace.HasUnknown && Trace.Paths.Select(path => path.File).Distinct().ToList() is { Count: 1 } files ? files[0] : null;

    /// <summary>What an operation loads; one for each argument.</summary>
    public static IEnumerable<ModelLoad> In(IOperation operation, AirlockContext airlock)
    {
        if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } target } assignment)
        {
            // An object that keeps in itself what it was given loads nothing yet.
            if (target.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            {
                return [];
            }

            return from row in airlock.Catalog.Find(CatalogTable.ModelLoads, member)
                   where LoadKinds.Find(row.Kind) is not null && row.Parameters("path").Any() && !IsNull(assignment.Value)
                   select Of(row, member, assignment.Value, "path", airlock);
        }

        return Call.From(operation) is not { } call ? [] :
            from row in airlock.Catalog.Find(CatalogTable.ModelLoads, call.Method)
            where LoadKinds.Find(row.Kind) is not null && IsMeant(row, call)
            from role in new[] { "path", "folder", "bytes", "stream" }
            from value in row.Parameters(role).Select(call.Argument).OfType<IOperation>().SelectMany(Elements)
            where !IsNull(value)
            select Of(row, call.Method, value, role, airlock);
    }

    /// <summary>
    /// The files that the lock does not pin, null for one that is not known. Where nothing is known of the path any pinned file of a format that
    /// is read there will do: the gate checks every pinned file, and nothing more can be known here. What is embedded the gate sees in the build.
    /// </summary>
    public IEnumerable<WrittenPath> NotPinnedBy(LockDocument pins)
    {
        var known = Trace.Paths.Where(path => path.File is not null).ToList();
        var open = known.Where(path => !IsPinned(path.File!, pins)).ToList();
        if (open.Count > 0 || known.Count > 0)
        {
            return open;
        }

        var isUnknown = Trace.Paths.Any(path => path is not { IsWhole: true, Text: "" }) || (Trace.HasUnknown && !Trace.IsEmbedded);
        return isUnknown && !pins.Pins.Any(IsLikely) ? [WrittenPath.Unknown] : [];
    }

    private bool IsPinned(string path, LockDocument pins) =>
        (LockDocument.IsAddress(path) ? pins.Find(path) : pins.FindByCodePath(path)) is not null
        || (IsFolder && pins.Pins.Any(pin => FoldersOf(pin.Path).Any(folder => LockDocument.MayMean(LockDocument.Normalise(path).TrimEnd('/'), folder))));

    private bool IsLikely(Pin pin) => IsDataset
        ? pin.Kind == PinKind.Dataset
        : pin.Kind == PinKind.Model && (Kind.Formats.IsEmpty || (FormatOf(pin) is { } format && Kind.Formats.Contains(format)));

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path.Substring(0, end);
        }
    }

    private static ModelLoad Of(CatalogRow row, ISymbol member, IOperation value, string role, AirlockContext airlock)
    {
        var isContent = role is "bytes" or "stream";
        return new ModelLoad(LoadKinds.Find(row.Kind)!, member, value, isContent, role == "folder", isContent ? airlock.Contents.OfContent(value) : airlock.Contents.OfPath(value));
    }

    /// <summary>Whether a row's condition holds: a file is uploaded for many purposes, of which one is training.</summary>
    private static bool IsMeant(CatalogRow row, Call call) => row.Value("is") is not { } wanted
        || row.Parameters("when").Select(call.Argument).OfType<IOperation>().Any(value => value.Unwrap() is IMemberReferenceOperation { Member.Name: var name } && name == wanted);

    /// <summary>The elements of an array that is written in place, as <c>params</c> makes it.</summary>
    private static IEnumerable<IOperation> Elements(IOperation value) => value.Unwrap() switch
    {
        IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }, Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation { Elements: var elements } when elements.All(element => element.Type?.SpecialType == SpecialType.System_String) => elements,
        _ => [value],
    };

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };

    // ML.NET saves its models as plain ZIP archives.
    private static string? FormatOf(Pin pin) =>
        pin.Format ?? ModelFiles.FormatOf(pin.Path) ?? (pin.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? "mlnet" : null);
}
