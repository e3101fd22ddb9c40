using System.Security.Cryptography;

namespace AnonymousButSigned;

public class WebhookSignature(IConfiguration configuration)
{
    private readonly byte[] _key = Convert.FromHexString(configuration["Webhooks:Key"] ?? throw new InvalidOperationException("no key"));

    public bool IsValid(string? signature, string body)
    {
        if (string.IsNullOrEmpty(signature))
        {
            return false;
        }

        var expected = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body));
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(signature));
    }
}
