using System.Security.Cryptography;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.Signing;

namespace Airlock.PackageCatalog;

/// <summary>Reads who owns a package from the signature that the gallery put into it.</summary>
internal static class SignedPackage
{
    // Owners stand in a table that commas separate.
    private static readonly char[] Forbidden = [',', '\t', '\n', '\r'];

    /// <summary>The owners, sorted; empty if the package has no repository signature, or if that does not fit its content.</summary>
    /// <param name="package">The package, at its start.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<IReadOnlyList<string>> OwnersOf(Stream package, CancellationToken cancellation)
    {
        try
        {
            using var reader = new PackageArchiveReader(package, leaveStreamOpen: true);
            if (await reader.GetPrimarySignatureAsync(cancellation) is not { } signature)
            {
                return [];
            }

            await reader.ValidateIntegrityAsync(signature.SignatureContent, cancellation);
            signature.SignedCms.CheckSignature(verifySignatureOnly: true);
            IRepositorySignature? repository = signature as RepositoryPrimarySignature;
            repository ??= RepositoryCountersignature.GetRepositoryCountersignature(signature);
            return [.. (repository?.PackageOwners ?? []).Where(owner => owner.IndexOfAny(Forbidden) < 0).Order(StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (exception is SignatureException or CryptographicException or InvalidDataException or PackagingException)
        {
            Console.Error.WriteLine(exception.Message);
            return [];
        }
    }
}
