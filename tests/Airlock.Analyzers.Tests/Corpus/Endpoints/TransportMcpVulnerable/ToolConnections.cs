using ModelContextProtocol.Client;

internal sealed class ToolConnections(string endpoint)
{
    public static string DefaultModel => "http://gpu:11434"; // Noncompliant {{AIR3101}}

    public Task<McpClient> ConnectAsync()
    {
        var options = new HttpClientTransportOptions { Endpoint = new Uri(endpoint) };
        return McpClient.CreateAsync(new HttpClientTransport(options));
    }
}
