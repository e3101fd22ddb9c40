using Airlock.Cli.Pinning;
using Airlock.Core.Models;
using Airlock.Core.Models.Signing;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Signing;

/// <summary>A verified bundle that pins shall name.</summary>
public sealed class BundleToPin
{
    private readonly string _path;
    private readonly string _name;
    private readonly VerifiedSignature _verified;

    private BundleToPin(string path, string name, VerifiedSignature verified) => (_path, _name, _verified) = (path, name, verified);

    /// <summary>Verifies a bundle by whom the user or the policy trusts.</summary>
    /// <param name="path">The bundle, absolute.</param>
    /// <param name="trusted">PEM files that the user trusts, absolute; empty for those of the policy.</param>
    /// <param name="lockPath">The lock file, absolute.</param>
    /// <exception cref="ToolException">It vouches for nothing, or lies where no pin can name it.</exception>
    public static BundleToPin Open(string path, IReadOnlyList<string> trusted, string lockPath)
    {
        var folder = Path.GetDirectoryName(lockPath)!;
        var name = ModelFolder.NameIn(folder, path) ?? throw new ToolException(ExitCode.Usage, $"{path} lies outside the folder of {lockPath}, so no pin there can name it");
        using var trust = SignatureFiles.Trust(trusted, folder);
        return new BundleToPin(path, name, SignatureFiles.Verify(path, trust, DateTimeOffset.UtcNow));
    }

    /// <summary>What the pin of a file says of its signature.</summary>
    /// <exception cref="ToolException">The bundle does not cover the file as it is.</exception>
    public PinSignature For(PinCandidate file, FileDigest digest, CancellationToken cancellation)
    {
        // What came from an address lies in a cache under another name.
        var path = LockDocument.IsAddress(file.Path) ? file.Path : file.File;
        SignatureFiles.Complain(
            $"{file.Path} can't be pinned with this signature: {_path}",
            () => _verified.CheckCovers(path, _path, digest, cancellation),
            SignatureFiles.ExitCodeOf);
        return new PinSignature(_name, _verified.Identity);
    }
}
