namespace Airlock.Core.Models.Scanning;

/// <summary>
/// What the scan of one file may cost, counted rather than timed, so that a file has the same verdict on every machine. Whatever goes over
/// is a <see cref="ScanLimitException"/>, and the file is not fully read.
/// </summary>
public sealed class ScanBudget
{
    /// <summary>Content inside content inside content: a model in an archive in an archive, and no deeper.</summary>
    public const int MaximumDepth = 6;

    /// <summary>Entries of all archives together.</summary>
    public const int MaximumEntries = 50_000;

    private const long LeastExpansion = 256L * 1024 * 1024;
    private const long ExpansionRatio = 100;
    private const long StepsPerByte = 4;
    private const long LeastSteps = 1_000_000;

    private long _expansion;
    private long _steps;
    private int _entries = MaximumEntries;

    /// <summary>The budget for a file of some size.</summary>
    /// <param name="size">Length in bytes.</param>
    public ScanBudget(long size)
    {
        _expansion = Math.Max(LeastExpansion, size > long.MaxValue / ExpansionRatio ? long.MaxValue : size * ExpansionRatio);
        _steps = size > long.MaxValue / (StepsPerByte * 2) ? long.MaxValue : LeastSteps + (size * StepsPerByte);
    }

    /// <summary>Takes bytes that were unpacked; they may be worked on in turn.</summary>
    public void Expand(long bytes)
    {
        _expansion -= bytes;
        _steps += bytes * StepsPerByte;
        if (_expansion < 0)
        {
            throw new ScanLimitException("it unpacks to more than is read of a file of its size");
        }
    }

    /// <summary>Takes one archive entry.</summary>
    public void Enter()
    {
        if (--_entries < 0)
        {
            throw new ScanLimitException($"it has more than {MaximumEntries:N0} entries");
        }
    }

    /// <summary>Takes steps of work that the bytes read do not bound by themselves.</summary>
    public void Work(long steps = 1)
    {
        _steps -= steps;
        if (_steps < 0)
        {
            throw new ScanLimitException("it takes more work than a file of its size may");
        }
    }
}

/// <summary>The bytes are not what their format demands; the reader can't go on.</summary>
/// <param name="message">What is wrong, as part of a sentence about the file.</param>
/// <param name="offset">Where, in bytes, or null.</param>
public sealed class ModelFormatException(string message, long? offset = null) : Exception(message)
{
    /// <summary>Where, in bytes from the start of the member, or null.</summary>
    public long? Offset { get; } = offset;
}

/// <summary>Reading on would cost more than a file may.</summary>
public sealed class ScanLimitException(string message) : Exception(message);
