using Airlock.Core.Models;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>A model or data set file that the project uses, as it was found on disk.</summary>
/// <param name="Kind">Model or data set.</param>
/// <param name="Path">Path as evidence shows it: relative to the root.</param>
/// <param name="Pin">Its pin, or null.</param>
/// <param name="Inspection">What was read; null if it could not be read, or is an address.</param>
public sealed record UsedFile(PinKind Kind, string Path, Pin? Pin, FileInspection? Inspection)
{
    /// <summary>Which bytes they are, or null if they could not be read.</summary>
    public FileDigest? Digest => Inspection is { Pointer: null } ? Inspection.Digest : null;

    /// <summary>Format, as <c>onnx</c>: the one of the pin, else of the content, else of the name; null if unknown.</summary>
    public string? Format => Pin?.Format ?? Inspection?.Scan.Format ?? ModelFiles.FormatOf(Path);

    /// <summary>What the file says of itself, completed by the configurations beside it; null if nothing is known.</summary>
    public ModelFacts? Facts { get; init; }

    /// <summary>Its card, or null.</summary>
    public HubCard? Card { get; init; }

    /// <summary>Where the card lies, relative to the root; null if it lies elsewhere, as in the cache of the hub.</summary>
    public string? CardPath { get; init; }

    /// <summary>Whether the bytes are those of the pin.</summary>
    public bool IsVerified => Pin is not null && Digest is not null && Pin.Sha256 == Digest.Sha256;
}
