using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Reads chat templates that are files of their own, as <c>chat_template.jinja</c> beside a tokenizer.</summary>
internal sealed class JinjaTemplateReader : IModelReader
{
    private const int MaximumLength = 4 * 1024 * 1024;
    private static readonly string[] Extensions = [".jinja", ".jinja2", ".j2"];

    /// <inheritdoc/>
    public string Format => "jinja";

    /// <inheritdoc/>
    public ContentKind Kind => ContentKind.Companion;

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) =>
        Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        if (source.Length > MaximumLength)
        {
            throw new ScanLimitException($"it is a template of more than {MaximumLength:N0} bytes");
        }

        JinjaTemplate.Inspect(source.ReadBytes(0, (int)source.Length), 0, context.Name[(context.Name.LastIndexOf('/') + 1)..], context);
    }
}
