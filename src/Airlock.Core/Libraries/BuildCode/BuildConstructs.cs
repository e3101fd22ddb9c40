namespace Airlock.Core.Libraries.BuildCode;

/// <summary>What of MSBuild's language makes something run: rows of <c>build-constructs.tsv</c>.</summary>
internal static class BuildConstructs
{
    /// <summary>What is told of a property, a task or an item whose value names MSBuild files to import.</summary>
    public const string Import = "import";

    /// <summary>What is told of one that builds MSBuild files.</summary>
    public const string Project = "project";

    private static readonly Dictionary<(string Construct, string Name), (string Attribute, string Meaning)> Rows =
        EmbeddedTable.Rows("build-constructs.tsv").ToDictionary(row => (row[0], row[1].ToUpperInvariant()), row => (row[2], row[3]));

    /// <summary>What a property does by its name, or null.</summary>
    public static string? MeaningOfProperty(string name) => Find("property", name)?.Meaning;

    /// <summary>Which attribute of an item counts and what it does, or null.</summary>
    public static (string Attribute, string Meaning)? Item(string name) => Find("item", name);

    /// <summary>Which attribute of a task counts and what it does, or null. A task may be named with its namespace.</summary>
    public static (string Attribute, string Meaning)? Task(string name) => Find("task", LastPart(name));

    /// <summary>Whether a factory makes tasks of source.</summary>
    public static bool IsInlineFactory(string name) => Find("factory", LastPart(name)) is not null;

    private static (string Attribute, string Meaning)? Find(string construct, string name) =>
        Rows.TryGetValue((construct, name.ToUpperInvariant()), out var found) ? found : null;

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];
}
