using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads GGUF, versions 2 and 3 of either byte order: keys with values, then what lies where, then tensors. It runs nothing by itself, but
/// carries chat templates that a Jinja engine runs (CVE-2024-34359), and counts and sizes that overflowed in readers (CVE-2024-21802, -21825,
/// -21836, -23496, -23605, CVE-2025-53630, CVE-2026-27940, CVE-2026-33298). What ggml refuses is refused here.
/// (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md and src/gguf.cpp.)
/// </summary>
internal sealed class GgufReader : IModelReader
{
    private const int MaximumNames = 1_000_000;
    private const int MaximumTemplate = 4 * 1024 * 1024;
    private const int MaximumKey = 65_535;
    private const uint DefaultAlignment = 32;

    /// <inheritdoc/>
    public string Format => "gguf";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => source.Has(0, "GGUF"u8);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var file = new GgufCursor(source);
        var tensorCount = file.ReadCount();
        var keyCount = file.ReadCount();
        if (tensorCount > MaximumNames || keyCount > MaximumNames)
        {
            throw new ModelFormatException($"it would have {tensorCount:N0} tensors and {keyCount:N0} keys", 8);
        }

        var facts = new GgufFacts();
        var keys = ReadKeys(file, (int)keyCount, facts, context);
        GgufTensors.Read(file, (int)tensorCount, keys, source.Length, facts.Tensors, context);
        context.Describe(facts.Build(keys.Parts));
    }

    private static GgufKeys ReadKeys(GgufCursor file, int count, GgufFacts facts, ScanContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var keys = new GgufKeys(DefaultAlignment);
        for (var i = 0; i < count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var start = file.Position;
            var name = file.ReadText(MaximumKey);
            if (name.Length == 0 || !names.Add(name))
            {
                throw new ModelFormatException(name.Length == 0 ? "a key has no name" : $"the key '{name}' stands twice", start);
            }

            var type = file.ReadType();
            switch (name)
            {
                case "general.alignment":
                    keys = keys with { Alignment = ReadAlignment(file, type, start) };
                    break;
                case "split.no" or "split.count" when type == GgufType.UInt16:
                    var part = file.ReadUInt16();
                    keys = name == "split.no" ? keys with { Part = part } : keys with { Parts = part };
                    break;
                case var _ when type == GgufType.Text && name.Contains("chat_template", StringComparison.OrdinalIgnoreCase):
                    var length = file.ReadTextLength();
                    if (length > MaximumTemplate)
                    {
                        throw new ModelFormatException($"the chat template '{name}' has {length:N0} bytes", start);
                    }

                    var offset = file.Position;
                    var template = file.ReadBytes((int)length);
                    JinjaTemplate.Inspect(template, offset, name, context);
                    facts.AddTemplate(name, template);
                    break;
                default:
                    facts.ReadValue(name, type, file);
                    break;
            }
        }

        if (keys.Parts is { } parts && keys.Part >= parts)
        {
            throw new ModelFormatException($"it says that it is part {keys.Part} of {parts}, counted from zero");
        }

        return keys;
    }

    private static uint ReadAlignment(GgufCursor file, GgufType type, long start)
    {
        var alignment = type == GgufType.UInt32 ? file.ReadUInt32() : 0;
        return uint.IsPow2(alignment) ? alignment : throw new ModelFormatException("general.alignment must be a power of two, as u32", start);
    }
}

/// <summary>What the keys say about the layout.</summary>
/// <param name="Alignment">Each tensor begins at a multiple of it.</param>
/// <param name="Part">Which file of a model that is split, from zero, or null.</param>
/// <param name="Parts">In how many files it is split, or null.</param>
internal sealed record GgufKeys(uint Alignment, ushort? Part = null, ushort? Parts = null);
