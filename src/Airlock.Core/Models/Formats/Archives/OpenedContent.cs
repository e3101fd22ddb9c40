using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Content taken out of an archive or a compressed file. Where unpacking broke off, it holds what came out until then: that is what a loader
/// sees before it fails, and it counts.
/// </summary>
internal sealed class OpenedContent : IDisposable
{
    private readonly ExpandedContent? _expanded;

    private OpenedContent(ByteSource source, ExpandedContent? expanded, string? breakage) =>
        (Source, _expanded, Breakage) = (source, expanded, breakage);

    /// <summary>Its bytes.</summary>
    public ByteSource Source { get; }

    /// <summary>Why it is not complete, or null.</summary>
    public string? Breakage { get; }

    /// <summary>Content that needs no unpacking.</summary>
    public static OpenedContent Of(ByteSource source) => new(source, null, null);

    /// <summary>Unpacks a stream within the budget.</summary>
    /// <exception cref="ScanLimitException">It unpacks to too much.</exception>
    public static OpenedContent Unpack(Stream stream, ScanContext context)
    {
        using var guarded = new BreakableStream(stream);
        var expanded = context.Expand(guarded);
        return new OpenedContent(expanded.Source, expanded, guarded.Breakage);
    }

    /// <inheritdoc/>
    public void Dispose() => _expanded?.Dispose();

    // Decoders of damaged bytes throw whatever they happen to run into; here that is an end of the stream with a reason.
    private sealed class BreakableStream(Stream decoder) : Stream
    {
        // What a decoder has made when it fails is lost with the call, so little is asked for at once.
        private const int Step = 8192;

        public string? Breakage { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Breakage is not null)
            {
                return 0;
            }

            try
            {
                return decoder.Read(buffer, offset, Math.Min(count, Step));
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or FileChangedException or ScanLimitException))
            {
                Breakage = exception is ModelFormatException ? exception.Message : $"the compressed bytes are damaged ({exception.GetType().Name})";
                return 0;
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                try
                {
                    decoder.Dispose();
                }
                catch (Exception exception) when (exception is not (OperationCanceledException or FileChangedException))
                {
                    Breakage ??= "the compressed bytes are damaged at the end";
                }
            }

            base.Dispose(disposing);
        }
    }
}
