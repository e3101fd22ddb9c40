using System.Runtime.CompilerServices;

namespace Airlock.Core.Libraries.Names;

/// <summary>What a key of <see cref="KeyTable"/> is made of, so that keys of different makes do not meet.</summary>
internal enum KeyKind : ulong
{
    Segments = 0x9E3779B97F4A7C15,
    Squeezed = 0xC2B2AE3D27D4EB4F,
    Folded = 0x165667B19E3779F9,
    SegmentSet = 0x27D4EB2F165667C5,
    WordSet = 0x85EBCA77C2B2AE63,
    WithoutFirst = 0xFF51AFD7ED558CCD,
    WithoutOne = 0xC4CEB9FE1A85EC53,
    WithOneOpen = 0x94D049BB133111EB,
    Core = 0xBF58476D1CE4E5B9,
    Word = 0xD6E8FEB86659FD93,
    Root = 0xE7037ED1A0B428DB,
    FoldedRoot = 0x8EBC6AF09C88C6E3,
    ModelPart = 0x589965CC75374CC3,
}

/// <summary>
/// A hash table from keys of 64 bits to any number of numbers. It compares no texts: two texts that share a key would only be reported as one another. It is
/// made of plain arrays and compiled at once with all optimisations, because a build fills it once and then asks a few hundred times.
/// </summary>
internal sealed class KeyTable
{
    private readonly int[] _heads;
    private readonly int _mask;
    private ulong[] _keys;
    private int[] _values;
    private int[] _next;
    private int _count = 1;

    /// <summary>Makes an empty table.</summary>
    /// <param name="slots">A power of two, about as many as entries are expected.</param>
    public KeyTable(int slots)
    {
        (_heads, _mask) = (new int[slots], slots - 1);
        (_keys, _values, _next) = (new ulong[slots], new int[slots], new int[slots]);
    }

    /// <summary>The key of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong KeyOf(ReadOnlySpan<char> text, KeyKind kind = KeyKind.Word)
    {
        // FNV-1a, https://datatracker.ietf.org/doc/draft-eastlake-fnv/, over characters.
        var hash = 0xCBF29CE484222325;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 0x100000001B3;
        }

        return Mix(hash ^ (ulong)kind);
    }

    /// <summary>The key of several keys, in order.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="kind">What the key is made of.</param>
    /// <param name="leaveOut">The place of one to leave out, or -1.</param>
    public static ulong KeyOf(ReadOnlySpan<ulong> keys, KeyKind kind, int leaveOut = -1)
    {
        var hash = (ulong)kind;
        for (var at = 0; at < keys.Length; at++)
        {
            hash = at == leaveOut ? hash : Mix((hash * 31) ^ keys[at]);
        }

        return hash;
    }

    /// <summary>Adds an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ulong key, int value)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _values, _count * 2);
            Array.Resize(ref _next, _count * 2);
        }

        ref var head = ref _heads[(int)key & _mask];
        (_keys[_count], _values[_count], _next[_count]) = (key, value, head);
        head = _count++;
    }

    /// <summary>Goes on to the next entry with a key: start with <paramref name="entry"/> 0, and go on while it is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next(ulong key, ref int entry, out int value)
    {
        entry = entry == 0 ? _heads[(int)key & _mask] : _next[entry];
        while (entry != 0 && _keys[entry] != key)
        {
            entry = _next[entry];
        }

        value = entry == 0 ? -1 : _values[entry];
        return entry != 0;
    }

    /// <summary>The entry that was added first with a key, or -1.</summary>
    public int First(ulong key)
    {
        var (entry, first) = (0, -1);
        while (Next(key, ref entry, out var value))
        {
            first = value;
        }

        return first;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 31)) * 0x7FB5D329728EA185;
        return hash ^ (hash >> 27);
    }
}
