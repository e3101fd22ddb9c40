namespace Airlock.Core.Libraries.Signatures;

/// <summary>Which parts of a signature are verified.</summary>
[Flags]
public enum SignatureParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>That the repository signed this package.</summary>
    Repository = 1,

    /// <summary>That the author signed it, while the author's certificate was valid.</summary>
    Author = 2,

    /// <summary>The timestamps of these parts. A timestamp that a certificate needs, because it has expired since, is verified in any case.</summary>
    Timestamps = 4,

    /// <summary>Everything.</summary>
    All = Repository | Author | Timestamps,
}

/// <summary>What verifying a signature gave.</summary>
public sealed record SignatureVerification
{
    /// <summary>There is no signature.</summary>
    public static SignatureVerification None { get; } = new();

    /// <summary>What the signature says, or null if there is none or it can't be read.</summary>
    public PackageSignature? Signature { get; init; }

    /// <summary>The first thing that is wrong with the parts that were asked for, as the middle of a sentence: <c>its repository's signature is …</c>; null if nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the repository's signature was asked for, is there, and verifies; then its owners count.</summary>
    public bool IsRepositoryVerified { get; init; }

    /// <summary>Whether the author's signature was asked for, is there, and verifies.</summary>
    public bool IsAuthorVerified { get; init; }

    /// <summary>When the repository signed (UTC), if a timestamp was verified.</summary>
    public DateTimeOffset? RepositoryTime { get; init; }

    /// <summary>When the author signed (UTC), if a timestamp was verified.</summary>
    public DateTimeOffset? AuthorTime { get; init; }
}
