using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// Root certificates, found by their subject. The .NET SDK ships those that NuGet trusts (<c>sdk/VERSION/trustedroots</c>): hundreds, of which a
/// build needs a few, so none is decoded before it is asked for.
/// </summary>
internal sealed class TrustedRoots
{
    // The SDK's are about 700 kB.
    private const long LargestFile = 16 * 1024 * 1024;

    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _bySubject = new(StringComparer.Ordinal);

    /// <summary>Trusts certificates in DER.</summary>
    public TrustedRoots(IEnumerable<ReadOnlyMemory<byte>> certificates)
    {
        foreach (var fields in certificates.Select(CertificateFields.Read).OfType<CertificateFields>())
        {
            var subject = Convert.ToHexString(fields.Subject.Span);
            if (!_bySubject.TryGetValue(subject, out var roots))
            {
                _bySubject.Add(subject, roots = []);
            }

            roots.Add(fields.Encoded);
        }
    }

    /// <summary>The roots in a file of the SDK that runs, or of the newest one of this installation that has it; null if there is none.</summary>
    /// <param name="name">Name of the file: <c>codesignctl.pem</c> or <c>timestampctl.pem</c>.</param>
    public static TrustedRoots? OfSdk(string name)
    {
        try
        {
            // …/shared/Microsoft.NETCore.App/10.0.0/ lies three folders below the root of the installation.
            var sdks = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk");
            return !Directory.Exists(sdks) ? null : Directory.EnumerateDirectories(sdks)
                .Select(folder => (File: Path.Combine(folder, "trustedroots", name), Version: NuGetVersion.TryParse(Path.GetFileName(folder), out var version) ? version : null))
                .Where(sdk => sdk.Version is not null && File.Exists(sdk.File))
                .OrderByDescending(sdk => sdk.Version)
                .Select(sdk => OfFile(sdk.File))
                .FirstOrDefault(roots => roots is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The roots whose subject is the issuer of a certificate.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> IssuersOf(IEnumerable<CertificateFields> certificates) => certificates
        .Select(fields => Convert.ToHexString(fields.Issuer.Span))
        .Distinct()
        .SelectMany(issuer => _bySubject.GetValueOrDefault(issuer) ?? []);

    private static TrustedRoots? OfFile(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            return null;
        }

        var roots = new List<ReadOnlyMemory<byte>>();
        for (var rest = File.ReadAllText(path).AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var decoded = new byte[fields.DecodedDataLength];
            if (Convert.TryFromBase64Chars(rest[fields.Base64Data], decoded, out var count))
            {
                roots.Add(decoded.AsMemory(0, count));
            }
        }

        return roots.Count == 0 ? null : new TrustedRoots(roots);
    }
}
