using System.Net.Http;
using System.Net.Security;

namespace Airlock.Corpus.Certificates;

internal static class Handlers
{
    public static HttpMessageHandler Pinned(string thumbprint) => new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => // Compliant: looks at the certificate
            errors == SslPolicyErrors.None || certificate?.Thumbprint == thumbprint,
    };
}

internal sealed class PrinterClient(HttpClient http)
{
    public Task<string> StatusAsync() => http.GetStringAsync("https://printer.internal/status");
}
