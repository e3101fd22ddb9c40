namespace Airlock.Core.Libraries.Names;

/// <summary>By what a name can be taken for another.</summary>
public enum ConfusionKind
{
    /// <summary>Characters that look alike: letters of another script, or <c>0</c> for <c>O</c>, <c>I</c> for <c>l</c>, <c>rn</c> for <c>m</c>.</summary>
    ConfusableCharacters,

    /// <summary>A letter too many, too few, another one, or two in the wrong order.</summary>
    Typo,

    /// <summary>The same letters with other dots, dashes and underscores.</summary>
    Separators,

    /// <summary>The same words in another order.</summary>
    WordOrder,

    /// <summary>A word of the known name is missing.</summary>
    MissingWord,

    /// <summary>The known name with a word that says nothing: <c>Net</c>, <c>Api</c>, <c>Official</c>.</summary>
    ExtraWord,

    /// <summary>Two known names, or a publisher and another's name, made into one.</summary>
    Conflation,

    /// <summary>The name of a package of PyPI or npm, which says nothing about NuGet.</summary>
    ForeignName,

    /// <summary>The gallery reserves the prefix of the name for somebody else than the package's owners.</summary>
    ReservedPrefix,
}

/// <summary>What a package's name can be taken for.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Known">The well-known name; <c>Family.*</c> where only the family is known; the package of the other registry; the reserved prefix with <c>*</c>.</param>
/// <param name="IsCertain">Whether no honest name is likely to look so: enough to stop a build. Otherwise it is worth a look.</param>
/// <param name="Detail">Of <see cref="ConfusionKind.ForeignName"/> the registry, of <see cref="ConfusionKind.ReservedPrefix"/> who the prefix is reserved for; else null.</param>
public sealed record NameConfusion(ConfusionKind Kind, string Known, bool IsCertain, string? Detail = null);
