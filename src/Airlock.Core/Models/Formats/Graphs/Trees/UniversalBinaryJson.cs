using System.Buffers.Binary;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Steps through a value of Universal Binary JSON, draft 12 (https://ubjson.org), which holds data only.</summary>
internal sealed class UniversalBinaryJson(ByteCursor cursor, ScanBudget budget)
{
    private const int MaximumDepth = 64;

    /// <summary>Steps over one value.</summary>
    /// <exception cref="ModelFormatException">It is none, is cut off or lies too deep.</exception>
    public void SkipValue() => SkipValue((char)cursor.ReadByte(), 0);

    private void SkipValue(char marker, int depth)
    {
        budget.Work();
        switch (marker)
        {
            case '{' or '[':
                SkipContainer(marker == '{', depth + 1);
                break;
            case 'S' or 'H':
                cursor.Skip(ReadCount((char)cursor.ReadByte()));
                break;
            default:
                cursor.Skip(SizeOf(marker));
                break;
        }
    }

    private void SkipContainer(bool isObject, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ModelFormatException($"values lie deeper than {MaximumDepth} levels", cursor.Position);
        }

        char? type = Take('$') ? (char)cursor.ReadByte() : null;
        if (!Take('#'))
        {
            if (type is not null)
            {
                throw new ModelFormatException("a list has a type and no count", cursor.Position);
            }

            while (!Take(isObject ? '}' : ']'))
            {
                SkipMember(isObject, null, depth);
            }

            return;
        }

        var count = ReadCount((char)cursor.ReadByte());
        if (!isObject && type is { } element && element is not ('{' or '[' or 'S' or 'H'))
        {
            var size = SizeOf(element);
            cursor.Skip(size == 0 || count <= long.MaxValue / size ? count * size : long.MaxValue);
            return;
        }

        for (long index = 0; index < count; index++)
        {
            SkipMember(isObject, type, depth);
        }
    }

    private void SkipMember(bool isObject, char? type, int depth)
    {
        if (isObject)
        {
            cursor.Skip(ReadCount((char)cursor.ReadByte()));
        }

        SkipValue(type ?? (char)cursor.ReadByte(), depth);
    }

    private bool Take(char marker)
    {
        if (cursor.PeekByte() != marker)
        {
            return false;
        }

        cursor.ReadByte();
        return true;
    }

    private long ReadCount(char marker)
    {
        var count = marker switch
        {
            'i' => (sbyte)cursor.ReadByte(),
            'U' => cursor.ReadByte(),
            'I' => BinaryPrimitives.ReadInt16BigEndian(cursor.Take(sizeof(short))),
            'l' => BinaryPrimitives.ReadInt32BigEndian(cursor.Take(sizeof(int))),
            'L' => BinaryPrimitives.ReadInt64BigEndian(cursor.Take(sizeof(long))),
            _ => throw new ModelFormatException($"'{marker}' is no type of a count", cursor.Position),
        };
        return count >= 0 ? count : throw new ModelFormatException($"{count} is no count", cursor.Position);
    }

    private int SizeOf(char marker) => marker switch
    {
        'Z' or 'N' or 'T' or 'F' => 0,
        'i' or 'U' or 'C' => 1,
        'I' => 2,
        'l' or 'd' => 4,
        'L' or 'D' => 8,
        _ => throw new ModelFormatException($"'{marker}' is no type", cursor.Position),
    };
}
