using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Airlock.Core.Tests.Restoring;

/// <summary>A request as it came.</summary>
public sealed record LoopbackRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public byte[] Body { get; init; } = [];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What a server answers, and how it fails to.</summary>
public sealed record LoopbackReply(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    /// <summary>After so many bytes of the body the connection is cut.</summary>
    public int? CutAfter { get; init; }

    /// <summary>After so many bytes of the body nothing more comes, and the connection stays open.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Whether the length is announced.</summary>
    public bool SaysLength { get; init; } = true;

    public static LoopbackReply Empty(int status, params (string Name, string Value)[] headers) => new(status, [], headers);
}

/// <summary>An HTTP server on 127.0.0.1 that says what a test wants, one request a connection.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LoopbackRequest> _requests = new();
    private readonly Func<LoopbackRequest, LoopbackReply> _answer;

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public IReadOnlyList<LoopbackRequest> Requests => [.. _requests];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
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
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                _requests.Enqueue(request);
                await WriteAsync(client, stream, request, _answer(request));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<LoopbackRequest> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var end = -1;
        while (end < 0)
        {
            await ReceiveAsync(stream, received);
            end = CollectionsMarshal.AsSpan(received).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.ASCII.GetString(CollectionsMarshal.AsSpan(received)[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = end + 4 + int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        while (received.Count < length)
        {
            await ReceiveAsync(stream, received);
        }

        return new LoopbackRequest(start[0], start[1], headers) { Body = [.. received.Skip(end + 4)] };
    }

    private async Task ReceiveAsync(NetworkStream stream, List<byte> received)
    {
        var buffer = new byte[65536];
        var count = await stream.ReadAsync(buffer, _stop.Token);
        if (count == 0)
        {
            throw new IOException("no request");
        }

        received.AddRange(buffer.AsSpan(0, count));
    }

    private async Task WriteAsync(TcpClient client, NetworkStream stream, LoopbackRequest request, LoopbackReply reply)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Status\r\nConnection: close\r\n");
        if (reply.SaysLength && reply.Headers.All(header => header.Name != "Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n");
        }

        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        if (request.Method == "HEAD")
        {
            return;
        }

        await stream.WriteAsync(reply.Body.AsMemory(0, reply.CutAfter ?? reply.StallAfter ?? reply.Body.Length), _stop.Token);
        if (reply.StallAfter is not null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        if (reply.CutAfter is null)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
