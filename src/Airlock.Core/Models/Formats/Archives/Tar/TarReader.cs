using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads tars (old, ustar, pax, GNU), scans each member by its content, and reports what unpacking would do outside of the folder.
/// PyTorch's oldest files are tars with the members <c>sys_info</c>, <c>pickle</c>, <c>storages</c> and <c>tensors</c>.
/// </summary>
internal sealed class TarReader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "tar";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Container;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => TarMark.IsAt(source, 0);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new TarEntries(source);
        while (entries.Next() is { } entry)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Budget.Enter();
            Check(entry, names, context);
            if (entry.IsFile && entry.Length > 0)
            {
                context.Budget.Work(1 + (entry.Length / 8));
                context.Scan(source.Slice(entry.Start, entry.Length), entry.Name);
            }
        }

        if (entries.HasTwoSizes)
        {
            context.Report(
                ModelVerdict.Malicious,
                "A member of the tar has two sizes, in its header and its extended header: readers that take the other one find other members, which are not seen here.");
        }

        if (entries.Position < source.Length && FindOther(source, entries.Position) is { } stray)
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"Behind the end of the tar stand {source.Length - stray:N0} bytes more: readers of other formats may take them for what the file is.",
                stray,
                subject: "tar:stray-bytes");
            context.Budget.Work(source.Length - stray);
            context.Scan(source.Slice(stray, source.Length - stray), $"bytes at {stray}");
        }
    }

    private static void Check(TarEntry entry, HashSet<string> names, ScanContext context)
    {
        if (ArchivePath.FindEscape(entry.Name) is { } escape)
        {
            Report(entry, ModelVerdict.Malicious, escape, context);
        }

        if (entry.HeaderName is { } header)
        {
            Report(
                entry, ModelVerdict.Suspicious, $"its header calls it \"{header}\": readers that know the extended header see another file", context, "name");
        }

        switch (entry.Type)
        {
            case '1' or '2':
                // A hard link names its target from the root of the archive, a symbolic link from its own folder.
                var leadsOut = ArchivePath.LeadsOut(entry.Type == '1' ? "link" : entry.Name, entry.Target);
                Report(
                    entry,
                    leadsOut ? ModelVerdict.Malicious : ModelVerdict.Suspicious,
                    leadsOut ? $"it is a link to \"{entry.Target}\", outside of the folder into which the tar is unpacked" : $"it is a link to \"{entry.Target}\"",
                    context,
                    "link");
                break;
            case '3' or '4' or '6':
                Report(entry, ModelVerdict.Malicious, "it is a device or pipe, which unpacking would make", context);
                break;
            case '5':
                return;
            case not ('0' or '7' or '\0' or 'S'):
                Report(entry, ModelVerdict.Suspicious, $"it is of the unknown type '{entry.Type}'", context, "type");
                break;
        }

        if (entry.Type == 'S')
        {
            Report(entry, ModelVerdict.NotFullyRead, "it is a sparse file, whose holes are not filled in here", context);
        }

        if (!names.Add(entry.Name))
        {
            Report(entry, ModelVerdict.Suspicious, "the tar holds two members of this name, and readers differ in which they take", context, "duplicate");
        }
    }

    private static void Report(TarEntry entry, ModelVerdict verdict, string what, ScanContext context, string? kind = null) =>
        context.Report(
            verdict,
            $"In the tar, '{entry.Name.Replace('\0', '\uFFFD')}': {what}.",
            entry.HeaderStart,
            entry.Name,
            verdict == ModelVerdict.Suspicious ? $"tar:{kind}:{entry.Name}" : null);

    private static long? FindOther(ByteSource source, long start)
    {
        var buffer = new byte[64 * 1024];
        for (var at = start; at < source.Length; at += buffer.Length)
        {
            var found = buffer.AsSpan(0, source.Read(at, buffer)).IndexOfAnyExcept((byte)0);
            if (found >= 0)
            {
                return at + found;
            }
        }

        return null;
    }
}
