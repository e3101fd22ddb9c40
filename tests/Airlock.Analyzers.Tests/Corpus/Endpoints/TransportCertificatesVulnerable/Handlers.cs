using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Corpus.Certificates;

internal static class Handlers
{
    public static readonly HttpClient Pooled = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = AcceptAnything }, // Noncompliant {{AIR3102}}
    });

    public static HttpMessageHandler ForLaboratory()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        handler.ServerCertificateCustomValidationCallback = (message, _, _, errors) => // Noncompliant {{AIR3102}}
        {
            Console.WriteLine($"{message.RequestUri}: {errors}");
            return true;
        };
        return handler;
    }

    private static bool AcceptAnything(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
}

internal sealed class SpeechClient(HttpClient http)
{
    public Task<HttpResponseMessage> AskAsync(HttpContent content) => http.PostAsync("/v1/chat/completions", content);
}
