using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Downloads;

/// <summary>A download of what is loaded.</summary>
/// <param name="Call">The call that downloads it.</param>
/// <param name="IsVerified">Whether its digest or signature is checked before it is loaded.</param>
internal readonly record struct ModelDownload(IOperation Call, bool IsVerified);

/// <summary>
/// Which models the program downloads itself: the bytes or the stream that a loader is given come from a download, or the program saves a
/// download under the path that a loader is given.
/// </summary>
internal sealed class ModelDownloads
{
    private readonly AirlockContext _airlock;
    private readonly DigestChecks _checks;
    private readonly Lazy<IReadOnlyList<(IOperation Call, ContentTrace File)>> _saved;

    public ModelDownloads(AirlockContext airlock)
    {
        _airlock = airlock;
        _checks = new DigestChecks(airlock);
        _saved = new(() => [.. FindSaved()]);
    }

    /// <summary>The downloads that a load may load; none for most.</summary>
    public IReadOnlyList<ModelDownload> Of(ModelLoad load)
    {
        var saved = _saved.Value.Where(file => file.File.Meets(load.Trace)).ToList();
        var whole = load.Trace;
        if (saved.Count > 0)
        {
            whole = new ContentTrace();
            whole.Add(load.Trace);
            saved.ForEach(file => whole.Add(file.File));
        }

        // A file that is restored by the build, and fetched only where it is missing, is the pinned one.
        var isRestored = load.Trace.Paths.Any(path => path.File is not null) && !load.NotPinnedBy(_airlock.Lock).Any();
        return
        [
            .. load.Trace.Downloads.Concat(saved.Where(file => !isRestored || !IsForMissing(file.Call)).Select(file => file.Call)).Distinct()
                .Select(call => new ModelDownload(call, _checks.Cover(whole, load.Source, call))),
        ];
    }

    private static bool IsForMissing(IOperation download) =>
        download.Root().Descendants().OfType<IInvocationOperation>().Any(call => call.TargetMethod is { Name: "Exists", ContainingType.Name: "File" } && call.Syntax.SpanStart < download.Syntax.SpanStart);

    /// <summary>The downloads that the program writes to files.</summary>
    private IEnumerable<(IOperation Call, ContentTrace File)> FindSaved()
    {
        var downloads = CatalogTable.ModelLoads.Rows.Where(row => row.Kind == "download").Select(row => row.Id.Substring(0, row.Id.IndexOf('('))).Select(id => id.Substring(id.LastIndexOf('.') + 1)).Distinct()
            .SelectMany(name => _airlock.Calls.Named(name))
            .Where(call => IsDownload(call)).ToList();
        if (downloads.Count == 0)
        {
            return [];
        }

        var found = downloads.SelectMany(SavedByItself)
            .Concat(_airlock.Calls.Named("WriteAllBytes", "WriteAllBytesAsync").Where(call => call.Arguments.Length > 1).SelectMany(call => Saved(call.Arguments[1].Value, () => _airlock.Contents.OfPath(call.Arguments[0].Value))))
            .Concat(_airlock.Calls.Named("CopyTo", "CopyToAsync").Where(call => call.Receiver() is not null && call.Arguments.Length > 0).SelectMany(call => Saved(call.Receiver()!, () => _airlock.Contents.OfContent(Destination(call)))))
            .Concat(downloads.SelectMany(SavedInPieces))
            .Where(saved => saved.File.Paths.Count > 0).ToList();
        return found.Concat(Moved(found));
    }

    private bool IsDownload(IInvocationOperation call) => _airlock.Catalog.Find(CatalogTable.ModelLoads, call.TargetMethod).Any(row => row.Kind == "download");

    /// <summary>What a download with a path as an argument writes; some take folder and name apart.</summary>
    private IEnumerable<(IOperation Call, ContentTrace File)> SavedByItself(IInvocationOperation download) =>
        from row in _airlock.Catalog.Find(CatalogTable.ModelLoads, download.TargetMethod)
        from parameter in row.Parameters("path")
        from index in new[] { parameter.Index, parameter.Index + 1 }
        where index == parameter.Index || parameter.Name == "localFolderPath"
        let path = download.Argument(index)
        where path is not null && !path.ConstantValue.HasValue || path?.ConstantValue.Value is string
        select ((IOperation)download, _airlock.Contents.OfPath(path!));

    private IEnumerable<(IOperation Call, ContentTrace File)> Saved(IOperation content, Func<ContentTrace> file) =>
        _airlock.Contents.OfContent(content).Downloads.ToList() is { Count: > 0 } calls ? calls.Select(call => (call, file())) : [];

    /// <summary>A download that is read and written piece by piece, in one body.</summary>
    private IEnumerable<(IOperation Call, ContentTrace File)> SavedInPieces(IInvocationOperation download) =>
        download.Root().Descendants().OfType<IInvocationOperation>()
            .Where(call => call is { TargetMethod.Name: "Write" or "WriteAsync", Instance: { } stream } && stream.Type?.Name is "FileStream" or "Stream")
            .Select(call => ((IOperation)download, _airlock.Contents.OfContent(call.Instance!)));

    /// <summary>Files are downloaded under one name and get another one when they are complete.</summary>
    private IEnumerable<(IOperation Call, ContentTrace File)> Moved(IReadOnlyList<(IOperation Call, ContentTrace File)> saved) =>
        from move in saved.Count == 0 ? [] : _airlock.Calls.Named("Move", "Copy", "MoveTo")
        where move.TargetMethod.ContainingType is { Name: "File" or "FileInfo" } && move.Arguments.Length > 0
        let source = _airlock.Contents.OfPath(move.Instance ?? move.Arguments[0].Value)
        let to = move.Arguments[move.Instance is null ? 1 : 0].Value
        from file in saved
        where file.File.Meets(source)
        select (file.Call, Both(_airlock.Contents.OfPath(to), source));

    /// <summary>What is checked under the first name is checked under the second.</summary>
    private static ContentTrace Both(ContentTrace file, ContentTrace before)
    {
        file.Add(before);
        return file;
    }

    private static IOperation Destination(IInvocationOperation copy) => copy.Arguments[copy.Instance is null ? 1 : 0].Value;
}
