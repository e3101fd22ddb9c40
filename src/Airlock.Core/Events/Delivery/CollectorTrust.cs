using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Events.Delivery;

/// <summary>Which certificates of collectors are trusted.</summary>
internal static class CollectorTrust
{
    /// <summary>The rules for a chain that must lead to the certificates of the files; null, for the system's own, if there are none.</summary>
    /// <param name="files">PEM files, absolute.</param>
    /// <exception cref="EventDeliveryException">A file can't be read, or holds no certificate.</exception>
    public static X509ChainPolicy? Read(IEnumerable<string> files)
    {
        X509ChainPolicy? policy = null;
        foreach (var file in files)
        {
            policy ??= new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            var before = policy.CustomTrustStore.Count;
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new EventDeliveryException($"events.send.trust: {Path.GetFileName(file)} can't be read as PEM");
            }

            if (policy.CustomTrustStore.Count == before)
            {
                throw new EventDeliveryException($"events.send.trust: {Path.GetFileName(file)} holds no certificate");
            }
        }

        return policy;
    }
}
