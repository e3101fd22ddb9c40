using System.Text.Json;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads model archives of TorchServe: a zip with <c>MAR-INF/MANIFEST.json</c>, whose handler is Python that the server runs
/// (pytorch/serve: model-archiver/README.md).
/// </summary>
internal sealed class ModelArchiveReader : ZipFormatReader
{
    private const string Manifest = "MAR-INF/MANIFEST.json";
    private const int MaximumLength = 1024 * 1024;

    /// <inheritdoc/>
    public override string Format => "mar";

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view) => view.Find(Manifest) is not null;

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
        var sources = view.Members.Where(member => member.Name.EndsWith(".py", StringComparison.OrdinalIgnoreCase)).Select(member => member.Name);
        context.Report(
            ModelVerdict.CodeBearing,
            "It is a model archive of TorchServe: the server runs the Python in it and installs the packages that it asks for.",
            element: Handler(view, context) ?? sources.FirstOrDefault());
    }

    private static string? Handler(ZipArchiveView view, ScanContext context)
    {
        try
        {
            using var manifest = JsonDocument.Parse(ReadAll(view, view.Find(Manifest)!, MaximumLength, context));
            return manifest.RootElement.GetProperty("model").GetProperty("handler").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ModelFormatException($"'{Manifest}' names no handler");
        }
    }
}
