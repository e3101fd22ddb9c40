using System.Collections.Immutable;

namespace Airlock.Core.Models.Facts;

/// <summary>Counts the tensors of a model and their elements by type.</summary>
internal sealed class TensorTally
{
    private readonly Dictionary<string, UInt128> _elements = new(StringComparer.Ordinal);

    /// <summary>Number of tensors.</summary>
    public long Count { get; private set; }

    /// <summary>Whether every tensor could be counted; otherwise no number of elements is true.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Number of elements by type, sorted; empty if not all could be counted.</summary>
    public ImmutableArray<ElementCount> Types => IsWhole && _elements.Values.All(count => count <= long.MaxValue)
        ? [.. _elements.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ElementCount(pair.Key, (long)pair.Value))]
        : [];

    /// <summary>Counts one.</summary>
    /// <param name="type">The name of its type: one of a table, so that the types are few.</param>
    /// <param name="elements">How many elements it has; null if not known.</param>
    public void Add(string? type, ulong? elements)
    {
        Count++;
        if (type is null || elements is null)
        {
            IsWhole = false;
        }
        else
        {
            _elements[type] = _elements.GetValueOrDefault(type) + elements.Value;
        }
    }

    /// <summary>The number of all elements of some types; null if it is not known, or there are none.</summary>
    /// <param name="isCounted">Whether a type counts; null for all.</param>
    public long? Total(Func<string, bool>? isCounted = null)
    {
        UInt128 total = 0;
        foreach (var (type, count) in _elements)
        {
            total += isCounted is null || isCounted(type) ? count : 0;
        }

        return IsWhole && total > 0 && total <= long.MaxValue ? (long)total : null;
    }
}
