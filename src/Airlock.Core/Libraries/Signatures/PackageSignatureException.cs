namespace Airlock.Core.Libraries.Signatures;

/// <summary>A signature breaks the format or does not verify. The message is the middle of a sentence about the package's signature: <c>its author's certificate …</c>.</summary>
internal sealed class PackageSignatureException(string message) : Exception(message);
