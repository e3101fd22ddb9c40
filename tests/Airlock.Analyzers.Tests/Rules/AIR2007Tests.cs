using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2007: MCP servers that are fetched when they are started, in code and in configuration files.</summary>
public class AIR2007Tests
{
    private static string Client(string statements, string members = "") => $$"""
        using ModelContextProtocol.Client;
        using ModelContextProtocol.Protocol;
        using System.Collections.Immutable;

        public static class Client
        {
            public static IClientTransport Connect(string name, bool isWindows)
            {
                {{statements}}
            }

            {{members}}
        }
        """;

    private static string Server(string command, string arguments) =>
        $"return new StdioClientTransport(new StdioClientTransportOptions {{ Name = name, Command = {command}, Arguments = {arguments} }});";

    [Theory]
    [InlineData("\"npx\"", "[\"-y\", [|\"@modelcontextprotocol/server-filesystem\"|], \".\"]")]
    [InlineData("\"npx\"", "new[] { \"-y\", [|\"@scope/pkg@latest\"|] }")]
    [InlineData("\"npx\"", "new List<string> { \"-y\", [|\"@scope/pkg\"|] }")]
    [InlineData("\"npx\"", "ImmutableArray.Create(\"-y\", [|\"@scope/pkg\"|])")]
    [InlineData("\"npx\"", "new List<string>([\"-y\", [|\"@scope/pkg\"|]])")]
    [InlineData("\"npx\"", "new[] { \"-y\" }.Append([|\"@scope/pkg\"|]).ToList()")]
    [InlineData("\"npx\"", "[|\"-y @scope/pkg\"|].Split(' ')")]
    [InlineData("\"npx\"", "[\"-y\", \"--registry\", name, [|\"@scope/pkg\"|], name]")]
    [InlineData("\"npx\"", "[..new[] { \"-y\" }, [|\"@scope/pkg\"|]]")]
    [InlineData("isWindows ? \"npx.cmd\" : \"npx\"", "[\"-y\", [|\"@scope/pkg\"|]]")]
    [InlineData("isWindows ? \"cmd\" : \"npx\"", "isWindows ? [\"/c\", \"npx\", \"-y\", [|\"@scope/pkg\"|]] : [\"-y\", [|\"@scope/pkg\"|]]")]
    [InlineData("\"bash\"", "[\"-c\", [|$\"npx -y @scope/pkg {name}\"|]]")]
    [InlineData("\"docker\"", "[\"run\", \"-i\", \"--rm\", \"-e\", $\"TOKEN={name}\", [|\"ghcr.io/owner/server\"|]]")]
    [InlineData("[|\"npx -y @scope/pkg\"|]", "[]")]
    public async Task What_the_options_start_is_reported(string command, string arguments) =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(Server(command, arguments)));

    [Theory]
    [InlineData("var arguments = new List<string> { \"-y\" }; arguments.Add([|\"@scope/pkg\"|]); arguments.Add(name);")]
    [InlineData("string[] arguments; if (isWindows) arguments = [\"-y\", [|\"@scope/pkg\"|]]; else arguments = [\"-y\", \"@scope/pkg@1.2.3\"];")]
    [InlineData("var package = [|\"@scope/pkg\"|]; string[] arguments = [\"-y\", package];")]
    [InlineData("const string Package = [|\"@scope/pkg\"|]; string[] arguments = [\"-y\", Package];")]
    [InlineData("var version = \"latest\"; string[] arguments = [\"-y\", [|$\"@scope/pkg@{version}\"|]];")]
    [InlineData("var arguments = isWindows switch { true => new[] { [|\"one\"|] }, _ => new[] { [|\"two\"|] } };")]
    [InlineData("IList<string>? given = null; var arguments = given ?? [\"-y\", [|\"@scope/pkg\"|]];")]
    [InlineData("foreach (var package in new[] { [|\"one\"|], \"two@1.2.3\" }) { _ = new StdioClientTransportOptions { Command = \"npx\", Arguments = [\"-y\", package] }; } string[] arguments = [\"three@1.2.3\"];")]
    [InlineData("var arguments = s_arguments;", "private static readonly string[] s_arguments = [\"-y\", [|\"@scope/pkg\"|]];")]
    [InlineData("var arguments = s_arguments;", "private static readonly IReadOnlyList<string> s_arguments = new List<string> { \"-y\", Package }.AsReadOnly(); private const string Package = [|\"@scope/pkg\"|];")]
    [InlineData("var arguments = ServerArguments.ToList();", "private static string[] ServerArguments => [\"-y\", [|\"@scope/pkg\"|]];")]
    public async Task What_variables_hold_is_reported(string statements, string members = "") =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(statements + Server("\"npx\"", "[.. arguments]"), members));

    [Theory]
    [InlineData("var options = new StdioClientTransportOptions { Command = \"npx\" }; options.Arguments = [\"-y\", [|\"@scope/pkg\"|]]; return new StdioClientTransport(options);")]
    [InlineData("var options = new StdioClientTransportOptions { Command = \"node\", Arguments = [\"-y\", [|\"@scope/pkg\"|]] }; if (isWindows) { options.Command = \"npx.cmd\"; } return new StdioClientTransport(options);")]
    [InlineData("var options = new StdioClientTransportOptions { Command = \"npx\", Arguments = [\"-y\"] }; options.Arguments.Add([|\"@scope/pkg\"|]); return new StdioClientTransport(options);")]
    [InlineData("return new StdioClientTransport(new() { Command = \"uvx\", Arguments = [[|\"mcp-server-git\"|]] });")]
    [InlineData("return Start(\"npx\", \"-y\", [|\"@scope/pkg\"|]);", "private static IClientTransport Start(string command, params string[] arguments) => new StdioClientTransport(new() { Command = command, Arguments = arguments });")]
    [InlineData("return Start([|\"@scope/pkg\"|]) ?? Start(\"@scope/pkg@1.2.3\");", "private static IClientTransport Start(string package) => new StdioClientTransport(new() { Command = \"npx\", Arguments = [\"-y\", package] });")]
    [InlineData("return Start();", "private static IClientTransport Start(string package = [|\"@scope/pkg\"|]) => new StdioClientTransport(new() { Command = \"npx\", Arguments = [\"-y\", package] });")]
    [InlineData("var server = s_servers[0]; return new StdioClientTransport(new() { Command = server.Command, Arguments = server.Arguments });", "private record McpServer(string Command, params string[] Arguments); private static readonly McpServer[] s_servers = [new(\"npx\", \"-y\", [|\"@scope/pkg\"|]), new(\"uvx\", \"mcp-server-git==1.2.3\")];")]
    [InlineData("var server = new McpServer { Command = \"npx\", Arguments = [\"-y\", [|\"@scope/pkg\"|]] }; return new StdioClientTransport(new() { Command = server.Command, Arguments = server.Arguments });", "private class McpServer { public string Command { get; set; } = \"\"; public string[] Arguments { get; set; } = []; }")]
    [InlineData("var process = Process.Start(new ProcessStartInfo(\"npx\", [|\"-y @scope/pkg\"|]) { RedirectStandardInput = true })!; return new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);")]
    [InlineData("var start = new ProcessStartInfo { FileName = \"npx\", ArgumentList = { \"-y\", [|\"@scope/pkg\"|] } }; var process = Process.Start(start)!; return new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);")]
    [InlineData("var start = new ProcessStartInfo(\"npx\"); start.ArgumentList.Add(\"-y\"); start.ArgumentList.Add([|\"@scope/pkg\"|]); var process = Process.Start(start)!; return new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);")]
    public async Task What_is_said_in_several_places_is_reported(string statements, string members = "") =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(statements, members));

    [Theory]
    [InlineData("\"npx\"", "[\"-y\", \"@scope/pkg@1.2.3\", \".\"]")]
    [InlineData("\"npx\"", "[\"-y\", name]")]
    [InlineData("\"npx\"", "[\"-y\", $\"@scope/pkg@{name}\"]")]
    [InlineData("\"npx\"", "[..name.Split(' '), \"@scope/pkg\"]")]
    [InlineData("\"npx\"", "[\"./server\"]")]
    [InlineData("\"node\"", "[\"server.js\", \"@scope/pkg\"]")]
    [InlineData("\"dotnet\"", "[\"run\", \"--project\", \"../Server\"]")]
    [InlineData("\"python\"", "[\"server.py\"]")]
    [InlineData("name", "[\"-y\", \"@scope/pkg\"]")]
    [InlineData("Environment.GetEnvironmentVariable(\"SERVER\")!", "[\"-y\", \"@scope/pkg\"]")]
    [InlineData("\"docker\"", "[\"run\", \"-i\", \"--rm\", \"-v\", $\"{name}:/data\", \"ghcr.io/owner/server:1.2.3\"]")]
    [InlineData("\"npx -y @scope/pkg@1.2.3\"", "[]")]
    [InlineData("\"npx\"", "null")]
    public async Task What_is_pinned_local_or_not_known_is_silent(string command, string arguments) =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(Server(command, arguments)));

    [Theory]
    [InlineData("Process.Start(\"npx\", \"-y prettier .\"); return null!;")]
    [InlineData("_ = new ProcessStartInfo(\"npx\", \"-y prettier .\"); return null!;")]
    [InlineData("string[] build = [\"npx\", \"-y\", \"prettier\"]; return new StdioClientTransport(new() { Command = \"node\", Arguments = build });")]
    public async Task Another_program_is_none_of_the_model_s(string statements) =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(statements));

    [Fact]
    public async Task A_server_that_is_started_twice_is_reported_once() =>
        await RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyAsync("AIR2007", Client(
            "_ = new StdioClientTransportOptions { Command = \"npx\", Arguments = s_arguments };" + Server("\"npx\"", "s_arguments"),
            "private static readonly string[] s_arguments = [\"-y\", [|\"@scope/pkg\"|]];"));

    [Theory]
    [InlineData("mcp.json", """{ "servers": { "files": { "type": "stdio", "command": "npx", "args": ["-y", [|"@modelcontextprotocol/server-filesystem"|], "${workspaceFolder}"] } } }""")]
    [InlineData(".mcp.json", """{ "mcpServers": { "git": { "command": "uvx", "args": [[|"mcp-server-git"|]], }, } } // a comment""")]
    [InlineData(".vscode/mcp.json", """{ "inputs": [], "servers": { "web": { "command": "docker", "args": ["run", "-i", "--rm", [|"mcp/fetch"|]] } } }""")]
    [InlineData("claude_desktop_config.json", """{ "mcpServers": { "a": { "command": "cmd", "args": ["/c", "npx", "-y", [|"one"|]] }, "b": { "command": "npx", "args": ["-y", [|"two@latest"|]] } } }""")]
    [InlineData("appsettings.json", """{ "Agent": { "Servers": [ { "Name": "files", "Command": "npx", "Arguments": ["-y", [|"@scope/pkg"|]] } ] } }""")]
    [InlineData("appsettings.Development.json", """{ "Mcp": { "Command": "npx", "Args": ["-y", [|"@scope/pkg"|]] } }""")]
    [InlineData("appsettings.json", """{ "Mcp": { "Command": "npx", "Arguments": [|"-y @scope/pkg"|] } }""")]
    [InlineData("appsettings.json", """{ "Mcp": { "Command": [|"npx -y @scope/pkg"|] } }""")]
    [InlineData("mcp.json", """{ "mcp": { "a": { "type": "local", "command": ["npx", "-y", [|"@scope/pkg"|]] } } }""")]
    public async Task A_configured_server_is_reported_at_its_package(string file, string markup)
    {
        var (text, expected) = Markup.Parse(markup, "AIR2007");
        Assert.Equal(expected.Select(finding => finding.Span), (await FindingsAsync(file, text)).Select(finding => finding.Location.SourceSpan));
    }

    [Theory]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", "@scope/pkg@1.2.3"] } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", "${input:package}"] } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", "%PACKAGE%"] } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", "@scope/pkg"], "disabled": true } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "type": "http", "url": "https://example.com/mcp" } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "${workspaceFolder}/server", "args": ["npx", "pkg"] } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx" } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": [] } } }""")]
    [InlineData("mcp.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", """)]
    [InlineData("appsettings.json", """{ "Command": "restart", "Args": ["npx", "pkg"] }""")]
    [InlineData("package.json", """{ "servers": { "files": { "command": "npx", "args": ["-y", "@scope/pkg"] } } }""")]
    public async Task A_pinned_or_other_object_is_silent(string file, string text) => Assert.Empty(await FindingsAsync(file, text));

    [Theory]
    [InlineData("""{ "Lint": { "Command": "npx", "Args": ["prettier"] } }""", 0)]
    [InlineData("""{ "McpServers": { "files": { "Command": "npx", "Args": ["@scope/pkg"] } } }""", 1)]
    public async Task Settings_of_a_program_without_servers_name_other_commands(string text, int expected)
    {
        var compilation = TestCompilation.Create([], TestCompilation.AllReferences.Where(reference => !reference.Display!.Contains("ModelContextProtocol", StringComparison.Ordinal)));
        Assert.Equal(expected, (await TestCompilation.AnalyzeAsync(compilation, [new AIR2007UnpinnedServerAnalyzer()], [("appsettings.json", text)])).Length);
    }

    [Theory]
    [InlineData("""["npx", "-y", "@scope/pkg"]""", "npx runs whatever version of @scope/pkg the registry serves when the MCP server starts: its tools then act with the agent's rights. Pin it: @scope/pkg@<version>.")]
    [InlineData("""["uvx", "pkg>=1"]""", "uvx runs whatever version of pkg>=1 the registry serves when the MCP server starts: its tools then act with the agent's rights. Pin it: pkg==<version>.")]
    [InlineData("""["docker", "run", "mcp/fetch:latest"]""", "docker run runs whatever image of mcp/fetch:latest the registry serves when the MCP server starts: its tools then act with the agent's rights. Pin it: mcp/fetch@sha256:<digest>.")]
    [InlineData("""["npx", "owner/repository"]""", "npx runs whatever commit of owner/repository the repository serves when the MCP server starts: its tools then act with the agent's rights. Pin it: owner/repository#<commit>.")]
    public async Task The_message_says_what_is_missing(string command, string message) =>
        Assert.Equal(message, Assert.Single(await FindingsAsync("mcp.json", $$"""{ "servers": { "a": { "command": {{command}} } } }""")).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<IEnumerable<Diagnostic>> FindingsAsync(string file, string text) =>
        (await TestCompilation.AnalyzeAsync(TestCompilation.Create([]), [new AIR2007UnpinnedServerAnalyzer()], [(file, text)])).OrderBy(finding => finding.Location.SourceSpan.Start);
}
