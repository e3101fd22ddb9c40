using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Python pickles of all protocols: of scikit-learn, joblib, and whatever else has no format of its own.</summary>
internal sealed class PickleReader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "pickle";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => !TorchStreamReader.IsTorchStream(source) && PickleProbe.IsPickle(source, name);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => new PickleStream(source, context).Read();
}
