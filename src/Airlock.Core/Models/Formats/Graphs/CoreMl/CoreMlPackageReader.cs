using System.Text;
using Airlock.Core.Models.Scanning;
using Airlock.Shared.Json;

namespace Airlock.Core.Models.Formats;

/// <summary>Manifest.json of a Core ML package (.mlpackage): which files of the folder Data make the model.</summary>
internal sealed class CoreMlPackageReader : IModelReader
{
    private const int LongestManifest = 1024 * 1024;

    public string Format => "coreml-package";

    public ContentKind Kind => ContentKind.Companion;

    public bool Recognises(ByteSource source, string name)
    {
        if (Path.GetFileName(name) != "Manifest.json" || source.Length > LongestManifest)
        {
            return false;
        }

        var text = Text(source);
        return text.Contains("\"itemInfoEntries\"", StringComparison.Ordinal) && text.Contains("\"rootModelIdentifier\"", StringComparison.Ordinal);
    }

    public void Read(ByteSource source, ScanContext context)
    {
        var manifest = JsonText.Parse(Text(source), out var error) ?? throw new ModelFormatException(error!.Message, error.Position.Offset);
        foreach (var item in manifest["itemInfoEntries"]?.Members ?? [])
        {
            if (item.Value["path"] is { Kind: JsonKind.Text } path && ExternalFile.Escape(path.Text) is { } escape)
            {
                context.Report(ModelVerdict.Malicious, $"it has the part '{path.Text}', a path that {escape}", path.Start.Offset, item.Name);
            }
        }
    }

    private static string Text(ByteSource source) => Encoding.UTF8.GetString(source.ReadBytes(0, (int)source.Length));
}
