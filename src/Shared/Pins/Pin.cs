using Airlock.Shared.Json;

namespace Airlock.Shared.Pins;

/// <summary>What a pin stands for.</summary>
public enum PinKind
{
    /// <summary>A model or a part of one (weights, tokenizer, configuration).</summary>
    Model,

    /// <summary>A data set.</summary>
    Dataset,
}

/// <summary>One pinned file: the build uses exactly these bytes.</summary>
/// <param name="Kind">Model or data set.</param>
/// <param name="Path">Path relative to the lock file with <c>/</c>, or a URI (<c>https:</c>, <c>hf:</c>).</param>
/// <param name="Sha256">SHA-256 of the bytes: 64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes, or null if not recorded.</param>
/// <param name="Format">Format, as <c>onnx</c>, or null.</param>
/// <param name="Licence">SPDX expression, or null.</param>
/// <param name="Source">Where it came from, with an immutable revision, or null.</param>
/// <param name="Position">Where the entry stands in the lock file.</param>
public sealed record Pin(
    PinKind Kind, string Path, string Sha256, long? Size, string? Format, string? Licence, string? Source, TextPosition Position)
{
    /// <summary>Further digests of the same bytes, or null if none is recorded.</summary>
    public PinDigests? Digests { get; init; }

    /// <summary>How the file is signed, or null.</summary>
    public PinSignature? Signature { get; init; }

    /// <summary>Its card, which says what it is: a path relative to the lock file, with <c>/</c>; null for the one beside the file.</summary>
    public string? Card { get; init; }

    /// <summary>Globals and operators of the file that nobody knows and somebody vetted; exact names, no patterns.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];

    /// <summary>Who approved which bytes for which environment, oldest first. Those of earlier bytes stay, and say nothing of these.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>What the path was pinned to before, newest first.</summary>
    public IReadOnlyList<EarlierPin> Earlier { get; init; } = [];
}

/// <summary>Further digests of pinned bytes, as other programs name them; lower-case hex digits, null if not known.</summary>
/// <param name="Sha512">SHA-512, 128 digits.</param>
/// <param name="Blake3">BLAKE3 of 256 bits, 64 digits.</param>
/// <param name="Git">The SHA-1 that git gives the file as a blob, 40 digits; the hub names small files by it.</param>
public sealed record PinDigests(string? Sha512, string? Blake3, string? Git);

/// <summary>The signature that a pinned file must carry.</summary>
/// <param name="Bundle">The signature bundle: a path relative to the lock file, with <c>/</c>.</param>
/// <param name="Identity">Who must have signed, as <c>key:…</c> or <c>certificate:…</c>; null for anyone whom the policy trusts.</param>
public sealed record PinSignature(string Bundle, string? Identity);

/// <summary>One person's word that certain bytes may be used in an environment.</summary>
/// <param name="Environment">The environment, as <c>production</c>.</param>
/// <param name="Sha256">SHA-256 of the bytes it holds for: 64 lower-case hex digits. It says nothing of any others.</param>
/// <param name="By">Who approved, as <c>Ann &lt;ann@example.com&gt;</c>.</param>
/// <param name="At">When, UTC, to the second.</param>
/// <param name="Reason">Why.</param>
public sealed record Approval(string Environment, string Sha256, string By, DateTime At, string Reason);

/// <summary>A former pin of a path, that a rollback can return to.</summary>
/// <param name="Sha256">SHA-256 of the bytes: 64 lower-case hex digits.</param>
/// <param name="Size">Length in bytes, or null.</param>
/// <param name="Source">Where the bytes came from, or null.</param>
/// <param name="Format">Format, or null.</param>
/// <param name="Licence">SPDX expression, or null.</param>
public sealed record EarlierPin(string Sha256, long? Size, string? Source, string? Format, string? Licence);
