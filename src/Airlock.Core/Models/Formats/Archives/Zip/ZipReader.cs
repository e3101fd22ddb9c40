using System.IO.Hashing;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads any zip: scans each member by its content, in every way in which some reader takes it out, and reports where the two views of the
/// zip disagree. A disagreement about a member that can run code is made to deceive; about any other it is merely odd.
/// </summary>
internal sealed class ZipReader : IModelReader
{
    private const int MaximumTarget = 4096;

    /// <inheritdoc/>
    public string Format => "zip";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Container;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => ZipArchiveView.Of(source) is not null;

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var view = ZipArchiveView.Of(source)!;
        foreach (var problem in view.Problems)
        {
            context.Report(
                problem.Subject is null ? ModelVerdict.NotFullyRead : ModelVerdict.Suspicious,
                $"As a zip: {problem.Message}.",
                subject: problem.Subject);
        }

        var torch = TorchLayout.Of(view);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in view.Members)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Budget.Enter();
            var found = context.Findings.Count;
            var differences = ZipDifferences.Of(member, view.Overlapping.Contains(member)).ToList();
            CheckName(member, names, context);
            if (member.Local is null)
            {
                Report(member, ModelVerdict.NotFullyRead, "no local header stands where the directory says, so it can't be read", context);
            }
            else if (member.Header.Size > 0 || member.Length > 0)
            {
                ReadContent(view, member, differences.Count == 0 && torch?.IsStorage(member) == true, context);
            }

            var runsCode = context.Findings.Skip(found).Any(finding => finding.Verdict is ModelVerdict.CodeBearing or ModelVerdict.Malicious);
            foreach (var difference in differences)
            {
                Report(member, runsCode ? ModelVerdict.Malicious : ModelVerdict.Suspicious, difference.Message, context, difference.Kind);
            }
        }

        foreach (var stray in view.Strays)
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"{stray.Length:N0} bytes of the zip belong to no entry: readers of other formats may take them for what the file is.",
                stray.Start,
                subject: $"zip:stray-bytes:{stray.Start}");
            context.Budget.Work(stray.Length);
            if (stray.Length < source.Length)
            {
                context.Scan(source.Slice(stray.Start, stray.Length), $"bytes at {stray.Start}");
            }
        }
    }

    private static void CheckName(ZipMember member, HashSet<string> names, ScanContext context)
    {
        foreach (var name in new[] { member.Name, member.Local?.Name, member.Header.UnicodeName, member.Local?.UnicodeName }.Distinct())
        {
            if (name is not null && ArchivePath.FindEscape(name) is { } escape)
            {
                Report(member, ModelVerdict.Malicious, escape, context);
            }
        }

        if (!names.Add(member.Name) && !member.IsFolder)
        {
            Report(member, ModelVerdict.Suspicious, "the zip holds two members of this name, and readers differ in which they take", context, "duplicate");
        }
    }

    private static void ReadContent(ZipArchiveView view, ZipMember member, bool isStorage, ScanContext context)
    {
        foreach (var extent in member.Extents)
        {
            try
            {
                if (isStorage && member.IsStored)
                {
                    // Raw numbers: nothing reads them as anything else, and they can look like everything.
                    view.Source.Slice(extent.Start, extent.Length);
                    continue;
                }

                using var content = member.Open(view.Source, extent, context);
                context.Budget.Work(1 + (content.Source.Length / 8));
                var matches = Check(member, content, context);
                if (member.Header.IsLink)
                {
                    CheckLink(member, content, context);
                }

                if (!isStorage)
                {
                    context.Scan(content.Source, member.Name);
                }

                // Encrypted bytes match no checksum; where they match, the flag is a lie, which is reported as such.
                if (member.Header.IsEncrypted || member.Local!.IsEncrypted)
                {
                    Report(
                        member,
                        matches ? ModelVerdict.Suspicious : ModelVerdict.NotFullyRead,
                        matches ? "it says to be encrypted and is not, so that scanners give up and loaders do not" : "it is encrypted, so it can't be read",
                        context,
                        matches ? "encrypted" : null);
                }
                else if (content.Breakage is { } breakage)
                {
                    Report(member, ModelVerdict.NotFullyRead, $"it can't be unpacked to the end: {breakage}", context);
                }
            }
            catch (ModelFormatException exception)
            {
                Report(member, ModelVerdict.NotFullyRead, $"it can't be read: {exception.Message}", context);
            }
        }
    }

    // PyTorch writes no checksums if it is told so (torch.serialization.set_crc32_options): both headers then say zero.
    private static bool Check(ZipMember member, OpenedContent content, ScanContext context)
    {
        var header = member.Header;
        var checksum = new Crc32();
        using (var stream = content.Source.OpenRead())
        {
            checksum.Append(stream);
        }

        var expected = header.Checksum == 0 && member.Local is { HasDescriptor: false } local ? local.Checksum : header.Checksum;
        var matches = checksum.GetCurrentHashAsUInt32() == header.Checksum;
        if (header.IsEncrypted || content.Breakage is not null || member.Listed is null)
        {
            return matches;
        }

        if (content.Source.Length != header.Size)
        {
            Report(member, ModelVerdict.Suspicious, $"it should be of {header.Size:N0} bytes and has {content.Source.Length:N0}", context, "length");
        }

        if (!matches && expected != 0)
        {
            Report(member, ModelVerdict.Suspicious, "its checksum is wrong: it is damaged, or made so that checking readers give up on it", context, "checksum");
        }

        return matches;
    }

    private static void CheckLink(ZipMember member, OpenedContent content, ScanContext context)
    {
        var target = Encoding.UTF8.GetString(content.Source.ReadBytes(0, (int)Math.Min(content.Source.Length, MaximumTarget)));
        var leadsOut = ArchivePath.LeadsOut(member.Name, target);
        Report(
            member,
            leadsOut ? ModelVerdict.Malicious : ModelVerdict.Suspicious,
            leadsOut ? $"it is a link to \"{target}\", outside of the folder into which the zip is unpacked" : $"it is a link to \"{target}\"",
            context,
            leadsOut ? null : "link");
    }

    private static void Report(ZipMember member, ModelVerdict verdict, string what, ScanContext context, string? kind = null) =>
        context.Report(
            verdict,
            $"In the zip, '{Show(member.Name)}': {what}.",
            member.Header.Start,
            member.Name,
            verdict == ModelVerdict.Suspicious && kind is not null ? $"zip:{kind}:{member.Name}" : null);

    private static string Show(string name) => string.Concat(name.Take(200).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
