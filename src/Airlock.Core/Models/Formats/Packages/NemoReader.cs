using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads models of NVIDIA NeMo: a tar whose <c>model_config.yaml</c> names the classes to make (Hydra's <c>_target_</c>): any importable name
/// is called with the arguments beside it. The weights in it are read as members of the tar.
/// </summary>
internal sealed class NemoReader : IModelReader
{
    private const string Configuration = "model_config.yaml";
    private const int MaximumLength = 16 * 1024 * 1024;
    private const int MaximumHeaders = 1000;

    /// <inheritdoc/>
    public string Format => "nemo";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name)
    {
        try
        {
            return TarMark.IsAt(source, 0) && Configurations(source).Any();
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        foreach (var entry in Configurations(source))
        {
            if (entry.Length > MaximumLength)
            {
                throw new ModelFormatException($"'{entry.Name}' is longer than {MaximumLength:N0} bytes", entry.HeaderStart);
            }

            HydraConfiguration.Read(source.Slice(entry.Start, entry.Length), context.Inside(entry.Name));
        }
    }

    private static IEnumerable<TarEntry> Configurations(ByteSource source)
    {
        var entries = new TarEntries(source);
        for (var count = 0; count < MaximumHeaders && entries.Next() is { } entry; count++)
        {
            if (entry.IsFile && entry.Name is Configuration or "./" + Configuration)
            {
                yield return entry;
            }
        }
    }
}
