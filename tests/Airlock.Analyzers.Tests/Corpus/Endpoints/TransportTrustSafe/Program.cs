// A tool that trusts an issuer of the company, and nobody else.
#pragma warning disable SYSLIB0014
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OllamaSharp;

ServicePointManager.ServerCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None; // Compliant: looks at the errors
var issuer = X509CertificateLoader.LoadCertificateFromFile("issuer.crt");
var handler = new SocketsHttpHandler
{
    SslOptions =
    {
        RemoteCertificateValidationCallback = (_, certificate, _, _) => Trusts(certificate as X509Certificate2), // Compliant: builds the chain
    },
};
IChatClient client = new OllamaApiClient(new HttpClient(handler) { BaseAddress = new Uri("https://gpu.internal") }, "llama3");
Console.WriteLine((await client.GetResponseAsync("Say hello.")).Text);

bool Trusts(X509Certificate2? certificate)
{
    if (certificate is null)
    {
        return false;
    }

    using var chain = new X509Chain();
    chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
    chain.ChainPolicy.CustomTrustStore.Add(issuer);
    return chain.Build(certificate);
}
