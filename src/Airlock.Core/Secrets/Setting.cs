namespace Airlock.Core.Secrets;

/// <summary>One text of a file with what it is called.</summary>
/// <param name="Path">The names on the way to it, from the outside: <c>OpenAI</c>, <c>ApiKey</c>. Empty if nothing names it.</param>
/// <param name="Value">The text, decoded.</param>
/// <param name="Start">Offset in the file where it is written.</param>
/// <param name="End">Offset after it.</param>
internal sealed record Setting(IReadOnlyList<string> Path, string Value, int Start, int End)
{
    /// <summary>What stands around it, or null.</summary>
    public Surroundings? Around { get; init; }

    /// <summary>What the text may hold.</summary>
    public SettingContent Content { get; init; } = SettingContent.Assignments;

    /// <summary>Whether the value was encoded in the file, so that its own characters don't stand there.</summary>
    public bool IsDecoded { get; init; }
}

/// <summary>What a text may hold besides keys that their own shape gives away.</summary>
internal enum SettingContent
{
    /// <summary>Nothing: prose, images.</summary>
    Shapes,

    /// <summary>Assignments to quoted texts, as in the code of a notebook.</summary>
    Code,

    /// <summary>Assignments of any form, as in connection strings and command lines; and the text itself may be a credential.</summary>
    Assignments,
}
