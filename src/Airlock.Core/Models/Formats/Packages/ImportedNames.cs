namespace Airlock.Core.Models.Formats;

/// <summary>What becomes of a Python name that a configuration has imported and called.</summary>
internal static class ImportedNames
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Harmful = new(() => EmbeddedTable.Rows("harmful-imports.tsv")
        .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal));

    /// <summary>What the name does that a model has no use for, as part of a sentence; null if it is not known to do harm.</summary>
    /// <param name="name">Dotted, as <c>os.system</c>.</param>
    public static string? FindHarm(string name)
    {
        if (Harmful.Value.TryGetValue(name, out var does))
        {
            return does;
        }

        // A row for a module or class, "subprocess.*", stands for all that is in it.
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (Harmful.Value.TryGetValue(name[..dot] + ".*", out does))
            {
                return does;
            }
        }

        return null;
    }
}
