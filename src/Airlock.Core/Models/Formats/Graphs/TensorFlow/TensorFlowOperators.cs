using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Operators of TensorFlow that touch the host. What the tables do not name is taken for one that computes: an operator of a library that the program
/// does not load has no effect, and its name tells nothing, unless it carries the library's name before a <c>&gt;</c>.
/// </summary>
internal static class TensorFlowOperators
{
    private static readonly OperatorTable Table = new("tensorflow-operators.tsv");
    private static readonly OperatorTable CheckpointTable = new("tensorflow-checkpoint-operators.tsv");

    /// <summary>What an operator does to the host, or null if it computes only, or is one of those that checkpoints need.</summary>
    public static KnownOperator? Judge(string name)
    {
        var separator = name.IndexOf('>');
        var known = Table[name] ?? (separator >= 0
            ? Table[name[..(separator + 1)] + "*"] ?? new KnownOperator(ModelVerdict.Suspicious, "is of a library that is on no list, whose native code would run")
            : null);
        return known?.Verdict == ModelVerdict.Clean ? null : known;
    }

    /// <summary>What an operator that checkpoints need does where no checkpoint is saved or restored; null for other operators.</summary>
    public static KnownOperator? JudgeCheckpoint(string name) => CheckpointTable[name];
}
