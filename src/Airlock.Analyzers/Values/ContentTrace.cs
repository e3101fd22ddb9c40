using Airlock.Shared.Pins;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>What is known of the way of bytes, a stream or a path to an expression: two that meet on their ways are about the same content.</summary>
internal sealed class ContentTrace
{
    /// <summary>The paths of the files.</summary>
    public HashSet<WrittenPath> Paths { get; } = [];

    /// <summary>The calls that download the content.</summary>
    public HashSet<IOperation> Downloads { get; } = [];

    /// <summary>The variables, members and methods of the program that hold or give it as it is.</summary>
    public HashSet<ISymbol> Holders { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The bodies that it passes.</summary>
    public HashSet<IOperation> Bodies { get; } = [];

    /// <summary>Whether it is, or may be, a resource of the assembly.</summary>
    public bool IsEmbedded { get; set; }

    /// <summary>Whether it may also come from somewhere that is not known.</summary>
    public bool HasUnknown { get; set; }

    /// <summary>Whether both are, or may be, the same content or file.</summary>
    public bool Meets(ContentTrace other) =>
        Downloads.Overlaps(other.Downloads) || Holders.Overlaps(other.Holders)
        || Files.Any(file => other.Files.Any(same => LockDocument.MayMean(file, same)));

    /// <summary>Adds what is known of another way of the same content.</summary>
    public void Add(ContentTrace other)
    {
        Paths.UnionWith(other.Paths);
        Downloads.UnionWith(other.Downloads);
        Holders.UnionWith(other.Holders);
        Bodies.UnionWith(other.Bodies);
    }

    private IEnumerable<string> Files => Paths.Select(path => path.File).OfType<string>();
}
