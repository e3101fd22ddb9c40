namespace Airlock.Core.Secrets;

/// <summary>A value of a structured text: a text with its place, a list, or a mapping. What JSON, YAML and XML have in common.</summary>
internal sealed class SettingNode
{
    private readonly List<(string Name, SettingNode Value)> _members = [];
    private readonly List<SettingNode> _items = [];

    /// <summary>The text of a scalar, without quotes and escapes; null for lists and mappings.</summary>
    public string? Text { get; init; }

    /// <summary>Offset of the scalar in the file, with its quotes.</summary>
    public int Start { get; init; }

    /// <summary>Offset after its last character.</summary>
    public int End { get; init; }

    /// <summary>The members of a mapping, in order.</summary>
    public IReadOnlyList<(string Name, SettingNode Value)> Members => _members;

    /// <summary>The elements of a list, in order.</summary>
    public IReadOnlyList<SettingNode> Items => _items;

    /// <summary>The first member of that name in any case, or null.</summary>
    public SettingNode? this[string name]
    {
        get
        {
            foreach (var member in _members)
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Adds a member.</summary>
    public void Add(string name, SettingNode value) => _members.Add((name, value));

    /// <summary>Adds an element.</summary>
    public void Add(SettingNode item) => _items.Add(item);
}
