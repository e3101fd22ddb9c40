using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Airlock.Shared.Policy;

namespace Airlock.Core.Events.Delivery;

/// <summary>
/// Sends events by syslog: over TLS (RFC 5425), TCP (RFC 6587, with lengths) or UDP (RFC 5426). Syslog knows no answer: what was written to the connection counts as
/// sent once the other side has closed it in order, or stays silent.
/// </summary>
/// <param name="policy">Where to.</param>
/// <param name="trust">Which certificates count, or null for those of the system.</param>
internal sealed class SyslogCollector(SyslogCollectorPolicy policy, X509ChainPolicy? trust) : EventCollector
{
    // What fits into one datagram of UDP over IPv4.
    private const int LongestDatagram = 65_507;

    private static readonly TimeSpan FarewellPatience = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override string Name => policy.Address.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    public override async Task SendAsync(IReadOnlyList<string> lines, Action<int> sent, CancellationToken cancellation)
    {
        try
        {
            if (policy.Address.Scheme == "udp")
            {
                await SendDatagramsAsync(lines, sent, cancellation);
            }
            else
            {
                await SendStreamAsync(lines, sent, cancellation);
            }
        }
        catch (AuthenticationException exception)
        {
            throw new EventDeliveryException($"{Name} can't be trusted: {exception.GetBaseException().Message.TrimEnd('.')}");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw new EventDeliveryException($"the connection to {Name} failed: {exception.GetBaseException().Message.TrimEnd('.')}");
        }
    }

    private async Task SendDatagramsAsync(IReadOnlyList<string> lines, Action<int> sent, CancellationToken cancellation)
    {
        using var client = new UdpClient(policy.Address.IdnHost, policy.Address.Port);
        for (var i = 0; i < lines.Count; i++)
        {
            var message = SyslogMessage.Of(policy.Format, lines[i], DateTimeOffset.UtcNow);
            await client.SendAsync(message.AsMemory(0, Math.Min(message.Length, LongestDatagram)), cancellation);
            sent(i + 1);
        }
    }

    private async Task SendStreamAsync(IReadOnlyList<string> lines, Action<int> sent, CancellationToken cancellation)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(policy.Address.IdnHost, policy.Address.Port, cancellation);
        await using Stream stream = policy.Address.Scheme == "tls" ? await SecureAsync(client, cancellation) : client.GetStream();
        foreach (var line in lines)
        {
            await stream.WriteAsync(SyslogMessage.Frame(SyslogMessage.Of(policy.Format, line, DateTimeOffset.UtcNow)), cancellation);
        }

        await stream.FlushAsync(cancellation);
        await PartAsync(client, stream, cancellation);
        sent(lines.Count);
    }

    private async Task<SslStream> SecureAsync(TcpClient client, CancellationToken cancellation)
    {
        var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = policy.Address.IdnHost, CertificateChainPolicy = trust }, cancellation);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    // A connection that is torn down while data is on its way may lose it: so the end is announced, and the other side gets a moment to close too.
    private static async Task PartAsync(TcpClient client, Stream stream, CancellationToken cancellation)
    {
        if (stream is SslStream secure)
        {
            await secure.ShutdownAsync().WaitAsync(cancellation);
        }

        client.Client.Shutdown(SocketShutdown.Send);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(FarewellPatience);
        try
        {
            var buffer = new byte[256];
            while (await stream.ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It keeps the connection open, as many receivers do.
        }
    }
}
