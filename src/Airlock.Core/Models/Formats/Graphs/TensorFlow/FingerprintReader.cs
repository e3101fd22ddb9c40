using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>fingerprint.pb beside a saved model: numbers that identify it (fingerprint.proto), and nothing else.</summary>
internal sealed class FingerprintReader : IModelReader
{
    public string Format => "tensorflow-fingerprint";

    public ContentKind Kind => ContentKind.Companion;

    public bool Recognises(ByteSource source, string name) => Path.GetFileName(name) == "fingerprint.pb";

    public void Read(ByteSource source, ScanContext context)
    {
        foreach (var field in ProtobufMessage.Of(source, context.Budget))
        {
            if (field.Number > 7)
            {
                throw new ModelFormatException($"a fingerprint has no field {field.Number}", field.Start);
            }
        }
    }
}
