using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;
using Airlock.Shared.Models;

namespace Airlock.Core.Libraries.Models;

/// <summary>
/// Decides whether an archive is worth a scan. Packages carry archives of native libraries for phones, hundreds of megabytes when unpacked, of which
/// the first bytes say enough.
/// </summary>
internal static class ArchiveSearch
{
    private const int HeadLength = 8;
    private const int MaximumDepth = 3;

    /// <summary>Whether an archive may hold a model: false only if it is a sound zip of which every member was looked at and is none.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static bool MayHoldModel(ByteSource source, string name, CancellationToken cancellation)
    {
        try
        {
            return MayHoldModel(source, new ScanContext(name, null, new ScanBudget(source.Length), cancellation), 0);
        }
        catch (Exception exception) when (exception is ModelFormatException or ScanLimitException)
        {
            return true;
        }
    }

    private static bool MayHoldModel(ByteSource source, ScanContext context, int depth)
    {
        if (depth > MaximumDepth || ZipArchiveView.Of(source) is not { } view || view.Problems.Count + view.Strays.Count + view.Overlapping.Count > 0)
        {
            return true;
        }

        foreach (var member in view.Members)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Budget.Enter();
            if (member.Local is null || member.Extents.Take(2).Count() != 1 || member.Header.IsEncrypted || member.Local.IsEncrypted || ModelFiles.FormatOf(member.Name) is not null)
            {
                return true;
            }

            if (member.Header.Size + member.Length > 0 && !IsNative(source, member.Extents.First(), member) && IsModel(member, view, context, depth))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsModel(ZipMember member, ZipArchiveView view, ScanContext context, int depth)
    {
        using var content = member.Open(view.Source, context);
        context.Budget.Work(1 + (content.Source.Length / 8));
        return content.Breakage is not null || ModelScanner.KindOf(content.Source, member.Name) switch
        {
            ContentKind.Model => true,
            ContentKind.Container => MayHoldModel(content.Source, context, depth + 1),
            _ => false,
        };
    }

    private static bool IsNative(ByteSource archive, ZipExtent extent, ZipMember member)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        var data = archive.Slice(extent.Start, extent.Length);
        if (member.IsStored)
        {
            return NativeCode.Is(head[..data.Read(0, head)]);
        }

        try
        {
            using var stream = ZipMethods.Open(extent.Method, data, member.Header.Size);
            return NativeCode.Is(head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)]);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or Airlock.Core.Models.FileChangedException))
        {
            throw new ModelFormatException("it can't be unpacked", extent.Start);
        }
    }
}

/// <summary>Knows compiled programs and libraries by their first bytes.</summary>
internal static class NativeCode
{
    // ELF, Mach-O of 64 and 32 bits and of several processors, portable executables, Android's bytecode.
    private static readonly byte[][] Marks =
    [
        [0x7f, (byte)'E', (byte)'L', (byte)'F'], [0xcf, 0xfa, 0xed, 0xfe], [0xce, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe], [(byte)'M', (byte)'Z'], [(byte)'d', (byte)'e', (byte)'x', (byte)'\n'],
    ];

    /// <summary>Whether content that begins so is one.</summary>
    public static bool Is(ReadOnlySpan<byte> head)
    {
        foreach (var mark in Marks)
        {
            if (head.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }
}
