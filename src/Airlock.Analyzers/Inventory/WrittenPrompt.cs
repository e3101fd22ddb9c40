using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Inventory;

/// <summary>A text that an expression may have, as it is written down.</summary>
/// <param name="Parts">Its pieces in their order; null stands for what is put in at run time. None if it stands in a file that is read at run time.</param>
/// <param name="Written">The expression that writes it.</param>
internal sealed record WrittenPrompt(ImmutableArray<string?> Parts, IOperation Written)
{
    /// <summary>The field, property or method that holds it; null if it is written where it is used, or handed on by a caller.</summary>
    public ISymbol? Holder { get; init; }

    /// <summary>Its place among the texts of its holder, from one.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Whether a caller handed it on as an argument.</summary>
    public bool IsHanded { get; init; }

    /// <summary>The key of the setting that it was read from; null if it is written in code.</summary>
    public string? Key { get; init; }

    /// <summary>Where it stands in a file of configuration, or null.</summary>
    public Location? Setting { get; init; }

    /// <summary>The path of the file that the program reads it from, or null.</summary>
    public string? File { get; init; }
}
