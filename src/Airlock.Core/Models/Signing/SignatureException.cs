namespace Airlock.Core.Models.Signing;

/// <summary>Why a signature does not vouch for a model.</summary>
public enum SignatureProblem
{
    /// <summary>The bundle, a key file or a certificate file is not there or can't be read.</summary>
    Unreadable,

    /// <summary>The bundle or the statement in it breaks the format.</summary>
    Malformed,

    /// <summary>The format is obeyed, but asks for something that Airlock does not do: another version, hash or key type.</summary>
    Unsupported,

    /// <summary>A bundle of the method sigstore: its proof in a transparency log was not checked, so it vouches for nothing here.</summary>
    NotVerified,

    /// <summary>The key or the certificate that signed is not among those trusted, or is not valid for signing at that time.</summary>
    NotTrusted,

    /// <summary>The signature does not belong to these contents.</summary>
    WrongSignature,

    /// <summary>The statement names a file outside of the model's folder: an absolute path, or one with <c>..</c>.</summary>
    UnsafeName,

    /// <summary>The signature is good and does not cover the file.</summary>
    NotSigned,

    /// <summary>The signature is good, and the file has other contents than those that were signed.</summary>
    Changed,

    /// <summary>The signature is good and somebody else's than the one expected.</summary>
    OtherIdentity,
}

/// <summary>A signature that vouches for nothing, and why.</summary>
/// <param name="problem">The kind of problem.</param>
/// <param name="message">What is wrong, as the end of a sentence that begins with the bundle.</param>
public sealed class SignatureException(SignatureProblem problem, string message) : Exception(message)
{
    /// <summary>The kind of problem.</summary>
    public SignatureProblem Problem { get; } = problem;
}
