using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Airlock.Core.Models.Signing;
using Airlock.Core.Policy;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Signing;

/// <summary>Reads the files that signing and verifying need: keys, certificates, and what the policy trusts.</summary>
public static class SignatureFiles
{
    /// <summary>Whom to believe: those that the user names, else those that the policy trusts.</summary>
    /// <param name="named">PEM files, absolute.</param>
    /// <param name="folder">The folder from which the policy is looked for upward, absolute.</param>
    /// <exception cref="ToolException">A file can't be read or holds something else, or there is nobody to believe.</exception>
    public static SignatureTrust Trust(IReadOnlyList<string> named, string folder)
    {
        var trust = new SignatureTrust();
        foreach (var file in named.Count > 0 ? named : OfPolicy(folder))
        {
            Complain(file, () => trust.AddFile(file));
        }

        return trust.IsEmpty
            ? throw new ToolException(ExitCode.Usage, "nobody is trusted: name a public key or a root certificate, or list them under models.trust in the policy")
            : trust;
    }

    /// <summary>What to sign with.</summary>
    /// <param name="keyFile">The private key in PEM, absolute.</param>
    /// <param name="passwordVariable">The environment variable that holds the key's password, or null.</param>
    /// <param name="certificateFile">The certificates in PEM, absolute, or null.</param>
    /// <exception cref="ToolException">A file can't be read or holds something else.</exception>
    public static SigningCredential Credential(string keyFile, string? passwordVariable, string? certificateFile)
    {
        string? password = null;
        if (passwordVariable is not null)
        {
            password = Environment.GetEnvironmentVariable(passwordVariable)
                ?? throw new ToolException(ExitCode.Usage, $"the environment variable {passwordVariable}, which should hold the password, is not set");
        }

        var key = Complain(keyFile, () => EllipticCurveKey.FromPem(ReadText(keyFile), password));
        return new SigningCredential(key, certificateFile is null ? [] : Complain(certificateFile, () => Certificates(certificateFile)));
    }

    /// <summary>Verifies a bundle.</summary>
    /// <exception cref="ToolException">It vouches for nothing.</exception>
    public static VerifiedSignature Verify(string bundle, SignatureTrust trust, DateTimeOffset at) =>
        Complain(bundle, () => SignatureVerifier.Verify(SignatureBundle.Read(bundle), trust, at), ExitCodeOf);

    /// <summary>Runs what reads a file, and says which file it was if it fails.</summary>
    public static T Complain<T>(string file, Func<T> read, Func<SignatureProblem, ExitCode>? exitCode = null)
    {
        try
        {
            return read();
        }
        catch (SignatureException exception)
        {
            throw new ToolException(exitCode?.Invoke(exception.Problem) ?? ExitCode.Usage, $"{file} {exception.Message}");
        }
    }

    /// <summary>Runs what reads a file, and says which file it was if it fails.</summary>
    public static void Complain(string file, Action read, Func<SignatureProblem, ExitCode>? exitCode = null) =>
        Complain(file, () => { read(); return true; }, exitCode);

    /// <summary>What the tool answers to a signature that vouches for nothing.</summary>
    public static ExitCode ExitCodeOf(SignatureProblem problem) => problem switch
    {
        SignatureProblem.Unreadable => ExitCode.Usage,
        SignatureProblem.NotVerified or SignatureProblem.Unsupported => ExitCode.Incomplete,
        _ => ExitCode.Violation,
    };

    private static IReadOnlyList<string> OfPolicy(string folder)
    {
        if (PolicyFiles.Locate(folder, policyFile: null, lockFile: null).Policy is not { } path || !File.Exists(path))
        {
            return [];
        }

        var policy = PolicyDocument.Parse(File.ReadAllText(path), out var errors);
        return errors.Count == 0
            ? [.. policy.Models.Trust.Select(file => Path.GetFullPath(file.Text, Path.GetDirectoryName(path)!))]
            : throw new ToolException(ExitCode.Usage, string.Join('\n', errors.Select(error => $"{path}{error.Position}: {error.Message}")));
    }

    private static List<X509Certificate2> Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(ReadText(file));
        }
        catch (CryptographicException)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "holds a certificate that can't be read");
        }

        return certificates.Count > 0 ? [.. certificates] : throw new SignatureException(SignatureProblem.Unsupported, "holds no certificate in PEM");
    }

    private static string ReadText(string file) =>
        File.Exists(file) ? File.ReadAllText(file) : throw new ToolException(ExitCode.Usage, $"{file} does not exist");
}
