using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Airlock.Core.Tests.Events.Delivery;

/// <summary>A receiver of syslog on 127.0.0.1: TCP with or without TLS, and UDP. It reads the framing of RFC 5425 strictly.</summary>
public sealed class LoopbackSyslog : IDisposable
{
    private readonly TcpListener? _listener;
    private readonly UdpClient? _datagrams;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _messages = new();

    public LoopbackSyslog(string scheme)
    {
        if (scheme == "udp")
        {
            _datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            Address = $"udp://127.0.0.1:{((IPEndPoint)_datagrams.Client.LocalEndPoint!).Port}";
            _ = Task.Run(ReceiveAsync);
            return;
        }

        if (scheme == "tls")
        {
            (_certificate, CertificatePem) = MakeCertificate();
        }

        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Address = $"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    /// <summary>The certificate that it must be trusted by.</summary>
    public string CertificatePem { get; } = "";

    /// <summary>Whether it takes a connection and then neither reads nor answers.</summary>
    public bool Stalls { get; init; }

    /// <summary>The messages, once there are so many of them.</summary>
    public async Task<string[]> MessagesAsync(int count)
    {
        for (var i = 0; i < 500 && _messages.Count < count; i++)
        {
            await Task.Delay(10);
        }

        return [.. _messages];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener?.Dispose();
        _datagrams?.Dispose();
        _certificate?.Dispose();
    }

    private static (X509Certificate2 Certificate, string Pem) MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=collector", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null), made.ExportCertificatePem());
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener!.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (Stalls)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }

                await ReadFramesAsync(stream);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side went away, or does not trust this one.
            }
        }
    }

    private async Task ReadFramesAsync(Stream stream)
    {
        var one = new byte[1];
        while (true)
        {
            var length = 0;
            while (true)
            {
                if (await stream.ReadAsync(one, _stop.Token) == 0)
                {
                    return;
                }

                if (one[0] == ' ')
                {
                    break;
                }

                Assert.InRange(one[0], (byte)'0', (byte)'9');
                length = (length * 10) + one[0] - '0';
            }

            var message = new byte[length];
            await stream.ReadExactlyAsync(message, _stop.Token);
            _messages.Enqueue(Encoding.UTF8.GetString(message));
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                _messages.Enqueue(Encoding.UTF8.GetString((await _datagrams!.ReceiveAsync(_stop.Token)).Buffer));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
