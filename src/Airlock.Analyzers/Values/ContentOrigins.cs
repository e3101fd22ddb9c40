using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>Follows bytes, streams and paths back to the files that they are read from, or the downloads that brought them.</summary>
internal sealed class ContentOrigins(AirlockContext airlock)
{
    private const int MaximumDepth = 16;

    /// <summary>What opens a file or reads all of it; the path is the first argument.</summary>
    private static readonly string[] FileCalls =
        ["ReadAllBytes", "ReadAllBytesAsync", "ReadAllText", "ReadAllTextAsync", "OpenRead", "Open", "OpenHandle", "OpenText", "Create", "OpenWrite", "CreateText"];

    /// <summary>Where bytes or a stream come from.</summary>
    public ContentTrace OfContent(IOperation content)
    {
        var trace = new ContentTrace();
        Follow(content, trace, MaximumDepth);
        trace.HasUnknown |= trace.Paths.Count == 0 && trace.Downloads.Count == 0 && !trace.IsEmbedded;
        return trace;
    }

    /// <summary>Which file a path names.</summary>
    public ContentTrace OfPath(IOperation path)
    {
        var trace = new ContentTrace();
        FollowPath(path, trace, MaximumDepth);
        trace.Paths.UnionWith(airlock.Paths.Reaching(path));
        return trace;
    }

    private void Follow(IOperation? content, ContentTrace trace, int depth)
    {
        if (content is null || depth == 0)
        {
            trace.HasUnknown = true;
            return;
        }

        var operation = content.Unwrap();
        trace.Bodies.Add(operation.Root());
        if (operation is IInvocationOperation { TargetMethod: var method } && airlock.Catalog.Find(CatalogTable.ModelLoads, method).Any(row => row.Kind == "download"))
        {
            trace.Downloads.Add(operation);
        }
        else if (FileOpenedBy(operation) is { } path)
        {
            FollowPath(path, trace, depth - 1);
            trace.Paths.UnionWith(airlock.Paths.Reaching(path));
        }
        else if (operation is IInvocationOperation { TargetMethod.Name: "GetManifestResourceStream" })
        {
            trace.IsEmbedded = true;
        }
        else if (airlock.Origins.HolderOf(operation) is { } holder)
        {
            if (trace.Holders.Add(holder))
            {
                FollowAll(airlock.Origins.Of(operation).Concat(CopiedInto(operation, holder)));
            }
        }
        else if (airlock.Origins.Of(operation).ToList() is { Count: > 0 } origins)
        {
            FollowAll(origins);
        }
        else
        {
            IEnumerable<IOperation?> sources = operation switch
            {
                IObjectCreationOperation { Arguments.Length: 0 } => [],
                IObjectCreationOperation creation => creation.Arguments.Take(1).Select(argument => (IOperation?)argument.Value),
                IInvocationOperation call when call.Receiver() is { } receiver => [receiver],
                IPropertyReferenceOperation { Instance: { } owner } => [owner],
                { ConstantValue: { HasValue: true, Value: null } } => [],
                _ => [null],
            };
            FollowAll(sources);
        }

        void FollowAll(IEnumerable<IOperation?> origins)
        {
            foreach (var origin in origins.ToList())
            {
                Follow(origin, trace, depth - 1);
            }
        }
    }

    private void FollowPath(IOperation? path, ContentTrace trace, int depth)
    {
        if (path is null || depth == 0)
        {
            return;
        }

        var operation = path.Unwrap();
        trace.Bodies.Add(operation.Root());
        if (airlock.Origins.HolderOf(operation) is not { } holder || trace.Holders.Add(holder))
        {
            foreach (var origin in airlock.Origins.Of(operation).ToList())
            {
                FollowPath(origin, trace, depth - 1);
            }
        }
    }

    /// <summary>The path of the file that an operation opens or reads, or null if it does neither.</summary>
    private static IOperation? FileOpenedBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "File" } method, Arguments: { Length: > 0 } arguments } when IsOfFiles(method.ContainingType) && Array.IndexOf(FileCalls, method.Name) >= 0 => arguments[0].Value,
        IInvocationOperation { TargetMethod: { ContainingType.Name: "FileInfo" } method, Instance: { } file } when IsOfFiles(method.ContainingType) && Array.IndexOf(FileCalls, method.Name) >= 0 => file,
        IObjectCreationOperation { Type: { Name: "FileStream" or "StreamReader" or "StreamWriter" } type, Arguments: { Length: > 0 } arguments } when IsOfFiles(type) && arguments[0].Value.Type?.SpecialType == SpecialType.System_String => arguments[0].Value,
        _ => null,
    };

    private static bool IsOfFiles(ITypeSymbol type) => type.ContainingNamespace.ToDisplayString() == "System.IO";

    /// <summary>What the code copies or writes into a stream that a variable or member holds.</summary>
    private IEnumerable<IOperation?> CopiedInto(IOperation reference, ISymbol holder) => holder is not (ILocalSymbol or IFieldSymbol) || !IsStream(reference.Type) ? [] :
        (holder is ILocalSymbol ? reference.Root().Descendants().Where(use => use is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, holder)) : airlock.Uses.Of(holder))
        .Select(use => use.Ancestors().First(around => around is not IConversionOperation) switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "CopyTo" or "CopyToAsync" } copy } => copy.Receiver(),
            IInvocationOperation { TargetMethod.Name: "Write" or "WriteAsync", Arguments: { Length: > 0 } arguments } write when write.Instance == use => arguments[0].Value,
            _ => null,
        }).OfType<IOperation>();

    private static bool IsStream(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Stream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } })
            {
                return true;
            }
        }

        return false;
    }
}
