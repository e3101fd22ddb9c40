namespace Airlock.Analyzers.Tests.Inventory;

public class McpServersTests
{
    private const string Usings = "using ModelContextProtocol.Client; using ModelContextProtocol.Server; using ModelContextProtocol.Protocol;";

    [Theory]
    [InlineData("new HttpClientTransport(new() { Name = \"docs\", Endpoint = new Uri(\"https://mcp.contoso.com/mcp?token=x\") })", "name=docs transport=http endpoint=https://mcp.contoso.com/mcp endpointHow=constant launches=- direction=used")]
    [InlineData("new HttpClientTransport(new() { Endpoint = new Uri(f[\"Mcp:Url\"]!) })", "name=- how=unknown endpoint=- endpointHow=unknown endpointKey=Mcp:Url")]
    [InlineData("new HttpClientTransport(new() { Endpoint = new Uri(\"https://a.example\"), AdditionalHeaders = new Dictionary<string, string> { { \"Authorization\", $\"Bearer {f[\"Key\"]}\" } } })", "credential=token")]
    [InlineData("new HttpClientTransport(new() { Endpoint = new Uri(\"https://a.example\"), AdditionalHeaders = new Dictionary<string, string> { [\"X-Api-Key\"] = f[\"Key\"]! } })", "credential=api-key")]
    [InlineData("new HttpClientTransport(new() { Endpoint = new Uri(\"https://a.example\"), AdditionalHeaders = new Dictionary<string, string> { [\"X-Tenant\"] = \"a\" } })", "credential=-")]
    [InlineData("new StdioClientTransport(new() { Name = \"files\", Command = \"npx\", Arguments = [\"-y\", \"@scope/server-files@1.2.3\", \"--token\", \"secret\"] })", "name=files transport=stdio launches=npx_@scope/server-files@1.2.3 endpoint=-")]
    [InlineData("new StdioClientTransport(new() { Command = \"/opt/tools/server\", Arguments = [\"--key=secret\"] })", "transport=stdio launches=server")]
    [InlineData("new StdioClientTransport(new() { Command = f[\"Command\"]! })", "transport=stdio launches=-")]
    [InlineData("McpClient.CreateAsync(t)", "transport=unknown name=- direction=used")]
    [InlineData("McpClient.CreateAsync(new HttpClientTransport(new() { Endpoint = new Uri(\"https://mcp.contoso.com\") }))", "transport=http endpoint=https://mcp.contoso.com")]
    [InlineData("new HostedMcpServerTool(\"docs\", \"https://learn.contoso.com/mcp\")", "name=docs transport=http endpoint=https://learn.contoso.com/mcp direction=used")]
    [InlineData("OpenAI.Responses.ResponseTool.CreateMcpTool(\"docs\", new Uri(\"https://learn.contoso.com/mcp\"))", "name=docs endpoint=https://learn.contoso.com/mcp")]
    public Task A_server_that_is_used_says_where_it_is_or_what_it_starts(string expression, string facts) => InventoryTest.VerifyAsync(
        "mcp-server", $"{Usings}\n#pragma warning disable OPENAI001, MEAI001, MCPEXP001\nclass C {{ object M(IConfiguration f, IClientTransport t) => {expression}; }}", facts);

    [Theory]
    [InlineData("s.AddMcpServer(o => o.ServerInfo = new() { Name = \"shop\", Version = \"1\" }).WithStdioServerTransport().WithTools<Tools>();", "name=shop transport=stdio direction=offered authenticated=- uses=tool@Test0.cs:3:15")]
    [InlineData("s.AddMcpServer().WithHttpTransport();", "name=- transport=http authenticated=unknown uses=-")]
    [InlineData("var b = s.AddMcpServer(); b.WithStdioServerTransport(); b.WithToolsFromAssembly();", "transport=stdio uses=tool@Test0.cs:3:15")]
    [InlineData("s.AddMcpServer().WithStdioServerTransport().WithTools([typeof(Tools)]);", "uses=tool@Test0.cs:3:15")]
    [InlineData("s.AddMcpServer();", "transport=unknown uses=-")]
    [InlineData("McpServer.Create(new StdioServerTransport(\"x\"), new McpServerOptions { ServerInfo = new Implementation { Name = \"direct\", Version = \"1\" } });", "name=direct transport=stdio direction=offered")]
    public Task A_server_that_is_offered_says_how_and_with_which_tools(string statements, string facts) => InventoryTest.VerifyAsync(
        "mcp-server",
        $$"""
        {{Usings}}
        [McpServerToolType] class Tools {
            [McpServerTool] public string Echo(string text) => text; }
        class C { void M(IServiceCollection s) { {{statements}} } }
        """,
        facts.Replace(":3:15", ":3:6", StringComparison.Ordinal));

    [Theory]
    [InlineData("app.MapMcp();", "false")]
    [InlineData("app.MapMcp().RequireAuthorization();", "true")]
    public Task A_mapped_server_says_who_may_call(string mapping, string authenticated) => InventoryTest.VerifyAsync(
        "mcp-server",
        $"var builder = WebApplication.CreateBuilder(args); builder.Services.AddMcpServer().WithHttpTransport(); var app = builder.Build(); {mapping} app.Run();",
        $"transport=http authenticated={authenticated}");

    [Fact]
    public async Task Servers_in_files_are_used_by_whoever_reads_them()
    {
        var records = await InventoryTest.RecordsAsync(
            "mcp-server",
            ["class C;"],
            ("/app/.vscode/mcp.json", """
                {
                  "servers": {
                    "files": { "command": "npx", "args": ["-y", "@scope/server@2.0.0", "/home/me"], "env": { "TOKEN": "secret" } },
                    "docs": { "type": "http", "url": "https://learn.contoso.com/mcp?key=secret" },
                    "off": { "command": "npx", "disabled": true }
                  },
                  "inputs": [{ "id": "token" }]
                }
                """),
            ("/app/appsettings.json", """{ "Backend": { "Servers": [{ "url": "https://x.example.org" }] }, "Mcp": { "Servers": { "local": { "command": "./run.sh" } } } }"""));
        Assert.Equal(3, records.Count);
        InventoryTest.Verify(records[0], "name=files transport=stdio launches=npx_@scope/server@2.0.0 how=configuration nameKey=servers:files nameLine=3 direction=used symbol=-");
        InventoryTest.Verify(records[1], "name=docs transport=http endpoint=https://learn.contoso.com/mcp endpointKey=servers:docs:url endpointLine=4 endpointFile=/app/.vscode/mcp.json");
        InventoryTest.Verify(records[2], "name=local launches=run.sh nameKey=Mcp:Servers:local");
    }

    [Theory]
    [InlineData("app.MapMcp();", "/")]
    [InlineData("app.MapGroup(\"/tools\").MapMcp();", "/tools")]
    [InlineData("app.MapMcp(\"/mcp\");", "/mcp")]
    public Task A_server_answers_where_it_is_mapped(string mapping, string route) => InventoryTest.VerifyAsync(
        "inference-endpoint",
        $"var builder = WebApplication.CreateBuilder(args); builder.Services.AddMcpServer().WithHttpTransport(); var app = builder.Build(); {mapping} app.Run();",
        $"route={route}");

    [Fact]
    public Task A_route_may_be_an_empty_text() => InventoryTest.VerifyAsync(
        "inference-endpoint",
        "var app = WebApplication.CreateBuilder(args).Build(); app.MapGroup(\"/ask\").MapPost(string.Empty, async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text); app.Run();",
        "name=POST_/ask route=/ask methods=POST");
}
