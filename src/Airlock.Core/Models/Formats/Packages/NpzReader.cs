using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Knows NumPy's archives of arrays: zips of nothing but <c>.npy</c> files, which are read as members of the zip.</summary>
internal sealed class NpzReader : ZipFormatReader
{
    /// <inheritdoc/>
    public override string Format => "npz";

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view) =>
        view.Members.Count > 0 && view.Members.All(member => member.Name.EndsWith(".npy", StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
    }
}
