using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Scanning;

/// <summary>What a reader works with: where it is, what it may spend, and where findings go.</summary>
internal sealed class ScanContext
{
    private const int MaximumFindings = 1000;
    private const int InMemory = 16 * 1024 * 1024;

    private readonly List<ModelFinding> _findings;
    private readonly HashSet<(string?, string?, string)> _seen;
    private readonly List<ModelFacts> _facts = [];
    private readonly ScanContext _outermost;
    private readonly int _depth;

    private ScanContext(string name, string? member, string? file, ScanBudget budget, CancellationToken cancellation, int depth, ScanContext? outer)
    {
        (Name, Member, File, Budget, Cancellation, _depth) = (name, member, file, budget, cancellation, depth);
        _findings = outer?._findings ?? [];
        _seen = outer?._seen ?? [];
        _outermost = outer?._outermost ?? this;
    }

    /// <summary>The context of a file.</summary>
    /// <param name="name">Its name, with folders.</param>
    /// <param name="file">The file, absolute, or null if there is none.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="cancellation">Stops the scan.</param>
    public ScanContext(string name, string? file, ScanBudget budget, CancellationToken cancellation)
        : this(name, null, file, budget, cancellation, 0, null)
    {
    }

    /// <summary>The name of what is read: the file's, or the archive member's, with folders and <c>/</c>.</summary>
    public string Name { get; }

    /// <summary>Where inside the file, as <c>archive/data.pkl</c>, or null in the file itself.</summary>
    public string? Member { get; }

    /// <summary>The file, absolute, or null inside an archive: for formats that name other files beside them.</summary>
    public string? File { get; }

    /// <summary>What may still be spent.</summary>
    public ScanBudget Budget { get; }

    /// <summary>Stops the scan.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What was found so far in the whole file.</summary>
    public IReadOnlyList<ModelFinding> Findings => _findings;

    /// <summary>Whether a model was met so far, in the file itself or inside.</summary>
    public bool HoldsModel { get; private set; }

    /// <summary>Notes what was recognised.</summary>
    public void Meet(ContentKind kind) => _outermost.HoldsModel |= kind == ContentKind.Model;

    /// <summary>Reports something; the same thing (verdict, subject or message) in the same member is reported once.</summary>
    /// <param name="verdict">What it means for the file.</param>
    /// <param name="message">What it is and what it would do, complete in itself.</param>
    /// <param name="offset">Where, in bytes from the start of the member.</param>
    /// <param name="element">What stands there: an opcode, a node, a key.</param>
    /// <param name="subject">The exact name that a pin can accept.</param>
    public void Report(ModelVerdict verdict, string message, long? offset = null, string? element = null, string? subject = null)
    {
        if (!_seen.Add((Member, verdict.ToString(), subject ?? message)))
        {
            return;
        }

        if (_findings.Count >= MaximumFindings)
        {
            throw new ScanLimitException($"it has more than {MaximumFindings:N0} findings");
        }

        _findings.Add(new ModelFinding(verdict, message) { Member = Member, Offset = offset, Element = element, Subject = subject });
    }

    /// <summary>What the readers told of the file itself.</summary>
    public IReadOnlyList<ModelFacts> Facts => _facts;

    /// <summary>
    /// Hands over what the file says of itself, once it was read to the end: a part of the truth may be false. What is inside an archive is not the
    /// file, so nothing is kept of it.
    /// </summary>
    public void Describe(ModelFacts facts)
    {
        if (IsOutermost)
        {
            _facts.Add(facts);
        }
    }

    /// <summary>
    /// The same for facts that lie where no finding is looked for: they are read last, and where they can't be read there are none, which makes the file
    /// no worse.
    /// </summary>
    public void Describe(Func<ModelFacts> read)
    {
        try
        {
            Describe(read());
        }
        catch (ModelFormatException)
        {
        }
    }

    /// <summary>Whether this is the file itself.</summary>
    public bool IsOutermost => _depth == 0;

    /// <summary>Reports that the scan ends here; there is always room for that.</summary>
    public void ReportLimit(ScanLimitException limit) => _findings.Add(new ModelFinding(ModelVerdict.NotFullyRead, limit.Message));

    /// <summary>Scans content inside this content: whatever reader recognises it reads it, and what goes wrong there stays there.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="name">Its name in the container, with folders.</param>
    /// <returns>The format that was recognised, or null.</returns>
    /// <exception cref="ScanLimitException">It lies too deep.</exception>
    public string? Scan(ByteSource content, string name) => ModelScanner.Read(content, Inside(name));

    /// <summary>The context of a part that the reader itself goes on reading.</summary>
    /// <exception cref="ScanLimitException">It lies too deep.</exception>
    public ScanContext Inside(string name) => _depth < ScanBudget.MaximumDepth
        ? new(name, Member is null ? name : $"{Member}!{name}", null, Budget, Cancellation, _depth + 1, this)
        : throw new ScanLimitException($"it holds content in content, deeper than {ScanBudget.MaximumDepth} levels");

    /// <summary>Unpacks a stream within the budget: in memory if it is small, else in a file that goes away when it is disposed of.</summary>
    /// <param name="stream">The decompressing stream.</param>
    /// <exception cref="ScanLimitException">It unpacks to too much.</exception>
    public ExpandedContent Expand(Stream stream)
    {
        var memory = new MemoryStream();
        Stream target = memory;
        var buffer = new byte[128 * 1024];
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                Cancellation.ThrowIfCancellationRequested();
                Budget.Expand(count);
                if (target == memory && memory.Length + count > InMemory)
                {
                    target = new FileStream(
                        Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                    memory.WriteTo(target);
                }

                target.Write(buffer, 0, count);
            }

            target.Flush();
            return new ExpandedContent(target);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }
}

/// <summary>What was unpacked; disposing of it removes it.</summary>
internal sealed class ExpandedContent : IDisposable
{
    private readonly Stream _stream;

    internal ExpandedContent(Stream stream)
    {
        _stream = stream;
        Source = stream is FileStream file
            ? ByteSource.Of(file.SafeFileHandle, file.Name)
            : ByteSource.Of(((MemoryStream)stream).GetBuffer().AsMemory(0, (int)stream.Length));
    }

    /// <summary>Its bytes.</summary>
    public ByteSource Source { get; }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
