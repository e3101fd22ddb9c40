using Airlock.Shared.Models;
using Airlock.Shared.Policy;

namespace Airlock.Core.Secrets;

/// <summary>How the text of a file is read.</summary>
internal enum TextFileReader
{
    /// <summary>By lines: shapes of keys alone, as in prose.</summary>
    Text,

    /// <summary>By lines: texts in quotes that are given to a name.</summary>
    Code,

    /// <summary>By lines: whatever is given to a name.</summary>
    Script,

    /// <summary>One variable a line.</summary>
    Variables,

    /// <summary>JSON with comments.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>A Jupyter notebook.</summary>
    Notebook,
}

/// <summary>Which files are searched for secrets, by their names: the rows of <c>text-file-kinds.tsv</c>, of which the first that fits counts.</summary>
internal static class TextFileKinds
{
    private const string NotRead = "none";

    private static readonly Lazy<IReadOnlyList<(string Pattern, string Reader, bool IsDeployment)>> Rows =
        new(() => [.. EmbeddedTable.Rows("text-file-kinds.tsv").Select(row => (row[0], row[1], row[2] == "yes"))]);

    /// <summary>How a file is read; null if it is not searched.</summary>
    /// <param name="path">Its path or name.</param>
    public static TextFileReader? Of(string path)
    {
        if (ModelFiles.FormatOf(path) is not null)
        {
            return null;
        }

        var name = NameOf(path);
        var reader = Rows.Value.FirstOrDefault(row => NamePattern.Matches(row.Pattern, name)).Reader;
        return reader is null or NotRead ? null : Enum.Parse<TextFileReader>(reader, ignoreCase: true);
    }

    /// <summary>Whether a file of that name starts what a whole repository needs, so that it counts for the projects below it too.</summary>
    public static bool IsDeployment(string path) => Rows.Value.FirstOrDefault(row => NamePattern.Matches(row.Pattern, NameOf(path))).IsDeployment;

    /// <summary>Whether a file shows how another should look, as <c>.env.example</c>: in it only a shape that no placeholder has is a key.</summary>
    public static bool IsExample(string path)
    {
        var words = CredentialName.WordsOf(NameOf(path));
        return words.Any(word => word is "example" or "examples" or "sample" or "template" or "dist" or "tmpl" or "default" or "defaults");
    }

    private static string NameOf(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}
