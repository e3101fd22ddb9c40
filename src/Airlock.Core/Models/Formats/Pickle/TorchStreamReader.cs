using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>What <c>torch.save</c> wrote before version 1.6: five pickles, and then the tensors' bytes.</summary>
internal sealed class TorchStreamReader : IModelReader
{
    /// <inheritdoc/>
    public string Format => "torch-legacy";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) => IsTorchStream(source);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context) => new PickleStream(source, context).Read();

    /// <summary>Whether it begins with a pickle of torch's magic number, as torch writes it.</summary>
    internal static bool IsTorchStream(ByteSource source)
    {
        Span<byte> start = stackalloc byte[23];
        start = start[..source.Read(0, start)];
        if (start.Length < 14 || start[0] != PickleOpcode.Protocol)
        {
            return false;
        }

        var number = start[2..];
        number = number[0] == PickleOpcode.Frame ? number[9..] : number;
        return number.Length >= 12 && number[0] == PickleOpcode.Long1 && number[1] == 10 && number[2..12].SequenceEqual(TorchStorages.Magic);
    }
}
