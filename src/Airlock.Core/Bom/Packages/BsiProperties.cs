namespace Airlock.Core.Bom.Packages;

/// <summary>The properties that BSI TR-03183-2 (version 2.1, section 8) gives a component, in its own words.</summary>
internal static class BsiProperties
{
    /// <summary>The name of the file that the component is delivered as.</summary>
    public const string FileName = "bsi:component:filename";

    /// <summary>Whether it holds code that is executed.</summary>
    public const string Executable = "bsi:component:executable";

    /// <summary>The licence under which it is used.</summary>
    public const string EffectiveLicense = "bsi:component:effectiveLicense";

    /// <summary>What is said of a file.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="isExecutable">Whether it holds code.</param>
    /// <param name="isArchive">Whether it puts several files together, which can be taken out again with what describes them: then it is structured as well.</param>
    public static IEnumerable<Property> OfFile(string fileName, bool isExecutable, bool isArchive) =>
    [
        new(FileName, fileName),
        new(Executable, isExecutable ? "executable" : "non-executable"),
        new("bsi:component:archive", isArchive ? "archive" : "no archive"),
        new("bsi:component:structured", isArchive ? "structured" : "unstructured"),
    ];
}
