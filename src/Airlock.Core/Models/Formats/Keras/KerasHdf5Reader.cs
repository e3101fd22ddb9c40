using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads Keras models and weights in HDF5. The configuration is JSON in an attribute of the root; loading it builds all that it names, and
/// Keras's safe mode does not hold for this format (CVE-2025-9905).
/// </summary>
internal sealed class KerasHdf5Reader : IModelReader
{
    private static readonly string[] Configurations = ["model_config", "training_config"];

    private static readonly HashSet<string> Marks =
        new(StringComparer.Ordinal) { "model_config", "training_config", "keras_version", "layer_names", "_layer_checkpoint_dependencies", "model_weights" };

    /// <inheritdoc/>
    public string Format => "keras-h5";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => Hdf5File.Find(source) is not null && IsKeras(source);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => Hdf5Reader.Walk(source, context, Configurations.Contains, (path, attribute) =>
    {
        if (!attribute.IsRead && (attribute.Name.Length == 0 || Configurations.Contains(attribute.Name)))
        {
            context.Report(ModelVerdict.NotFullyRead, $"the attribute '{attribute.Name}' of '{path}' is kept in a way that is not read", attribute.Offset, path);
        }
        else if (Configurations.Contains(attribute.Name) && attribute.Text is { Length: > 0 } json)
        {
            // Parsing may write into its bytes; these are a copy.
            KerasConfiguration.Inspect(ForeignJson.Read(json), attribute.Offset, context);
        }
    });

    /// <summary>Whether the root group has what Keras writes there; a file that breaks before that shows is none.</summary>
    internal static bool IsKeras(ByteSource source)
    {
        try
        {
            var file = new Hdf5File(source, new ScanBudget(source.Length));
            var root = new Hdf5Object(file, file.Root);
            return root.Attributes(_ => false).Select(attribute => attribute.Name).Any(Marks.Contains) || root.Links().Select(link => link.Name).Any(Marks.Contains);
        }
        catch (Exception exception) when (exception is ModelFormatException or ScanLimitException)
        {
            return false;
        }
    }
}
