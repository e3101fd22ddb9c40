using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Airlock.Core.Models.Cards;

/// <summary>
/// A value of the YAML block at the start of a card. It is built from events, without tags and without aliases: no value of the block can make it grow.
/// </summary>
internal sealed class CardValue
{
    private const int MaximumDepth = 32;

    private static readonly CardValue Nothing = new();

    private readonly List<CardValue> _items = [];
    private readonly List<(string Name, CardValue Value)> _members = [];

    /// <summary>The text of a scalar, trimmed; null for a list, a mapping and an alias.</summary>
    public string? Text { get; private init; }

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<CardValue> Items => _items;

    /// <summary>The names of the members.</summary>
    public IEnumerable<string> Names => _members.Select(member => member.Name);

    /// <summary>All values of a member, in order.</summary>
    public IEnumerable<CardValue> All(string name) => _members.Where(member => member.Name == name).Select(member => member.Value);

    /// <summary>The texts of a member: its text, or those of its list. Empty ones are left out.</summary>
    public IEnumerable<string> Texts(string name) => All(name)
        .SelectMany(value => value.Text is null ? value.Items.Select(item => item.Text) : [value.Text])
        .OfType<string>()
        .Where(text => text.Length > 0);

    /// <summary>The first mapping of a member; an empty one if there is none.</summary>
    public CardValue Mapping(string name) => All(name).FirstOrDefault(value => value._members.Count > 0) ?? Nothing;

    /// <summary>Reads the block.</summary>
    /// <param name="block">What stands between the two lines of three dashes.</param>
    /// <returns>Its outermost mapping; null if it is no YAML that can be read, or no mapping.</returns>
    public static CardValue? Read(string block)
    {
        try
        {
            return ReadDocument(new Parser(new StringReader(block)));
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException)
        {
            // The second is what the parser's stack throws at some damaged blocks.
            return null;
        }
    }

    // Every event is read, so that damage behind what is asked for counts too.
    private static CardValue? ReadDocument(Parser parser)
    {
        CardValue? root = null;
        var open = new Stack<(CardValue Value, bool IsMapping, bool IsKey)>();
        string? name = null;
        bool ExpectsKey() => name is null && open.TryPeek(out var parent) && parent.IsMapping;
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart when open.Count == MaximumDepth:
                    return null;
                case MappingStart or SequenceStart:
                    var (value, isKey) = (new CardValue(), ExpectsKey());
                    if (!isKey)
                    {
                        Take(value);
                    }

                    open.Push((value, parser.Current is MappingStart, isKey));
                    break;
                case MappingEnd or SequenceEnd:
                    // What has a list or a mapping for a name is nothing that anybody asks for.
                    name = open.Pop().IsKey ? "" : null;
                    break;
                case Scalar or AnchorAlias when ExpectsKey():
                    name = (parser.Current as Scalar)?.Value ?? "";
                    break;
                case Scalar scalar:
                    Take(new CardValue { Text = scalar.Value.Trim() });
                    break;
                case AnchorAlias:
                    Take(new CardValue());
                    break;
            }
        }

        return root;

        void Take(CardValue value)
        {
            if (!open.TryPeek(out var parent))
            {
                root ??= value;
            }
            else if (parent.IsMapping)
            {
                parent.Value._members.Add((name!, value));
                name = null;
            }
            else
            {
                parent.Value._items.Add(value);
            }
        }
    }
}
