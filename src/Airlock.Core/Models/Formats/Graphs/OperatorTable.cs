using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>What is known of an operator that is worth a word.</summary>
/// <param name="Verdict">What a file that has it is; <see cref="ModelVerdict.Clean"/> for one that is known to be harmless.</param>
/// <param name="Effect">What it does, to follow its name in a sentence.</param>
internal sealed record KnownOperator(ModelVerdict Verdict, string Effect);

/// <summary>A table of operators by exact name, from a .tsv with the columns operator, verdict, effect.</summary>
internal sealed class OperatorTable
{
    private readonly Dictionary<string, KnownOperator> _operators;

    /// <summary>Reads an embedded table.</summary>
    /// <param name="name">Its file name.</param>
    public OperatorTable(string name) => _operators = EmbeddedTable.Rows(name).ToDictionary(
        row => row[0], row => new KnownOperator(Enum.Parse<ModelVerdict>(row[1]), row[2]), StringComparer.Ordinal);

    /// <summary>The names in the table.</summary>
    public IEnumerable<string> Names => _operators.Keys;

    /// <summary>What the table says of an operator, or null.</summary>
    public KnownOperator? this[string name] => _operators.GetValueOrDefault(name);
}
