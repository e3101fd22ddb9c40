using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>The fix of AIR2007 writes a version that the project names, and never one of its own.</summary>
public class AIR2007FixTests
{
    private static string Client(string command, string arguments, string other = "") => $$"""
        using ModelContextProtocol.Client;

        public class Client
        {
            public IClientTransport Start() => new StdioClientTransport(new() { Command = "{{command}}", Arguments = [{{arguments}}] });
            {{other}}
        }
        """;

    [Theory]
    [InlineData("npx", "@scope/pkg", "@scope/pkg@1.2.3", "mcp.json", """{ "servers": { "a": { "command": "npx", "args": ["-y", "@scope/pkg@1.2.3"] } } }""")]
    [InlineData("npx", "@scope/pkg@latest", "@scope/pkg@1.2.3", "package.json", """{ "dependencies": { "@scope/pkg-other": "9.9.9", "@scope/pkg": "1.2.3" } }""")]
    [InlineData("npx", "@scope/pkg", "@scope/pkg@1.2.3", "package-lock.json", """{ "packages": { "node_modules/@scope/pkg": { "version": "1.2.3" } } }""")]
    [InlineData("uvx", "mcp-server", "mcp-server==1.2.3", "mcp.json", """{ "servers": { "a": { "command": "uvx", "args": ["mcp-server==1.2.3"] } } }""")]
    [InlineData("uvx", "mcp-server>=1", "mcp-server@1.2.3", "mcp.json", """{ "servers": { "a": { "command": "uvx", "args": ["mcp-server@1.2.3"] } } }""")]
    [InlineData("dnx", "Contoso.Server", "Contoso.Server@1.2.3", "dotnet-tools.json", """{ "tools": { "contoso.server": { "version": "1.2.3", "commands": [] } } }""")]
    public Task A_version_of_the_project_s_files_is_written(string command, string before, string after, string file, string text) =>
        RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyFixAsync<AIR2007PinVersionFix>(
            "AIR2007", Client(command, $"\"{before}\""), Client(command, $"\"{after}\""), (file, text));

    [Fact]
    public Task A_version_of_the_same_file_is_written() =>
        RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyFixAsync<AIR2007PinVersionFix>(
            "AIR2007",
            Client("npx", "\"-y\", \"pkg\"", "public string Tested => \"pkg@1.2.3\";"),
            Client("npx", "\"-y\", \"pkg@1.2.3\"", "public string Tested => \"pkg@1.2.3\";"));

    [Fact]
    public Task The_package_is_pinned_within_a_line() =>
        RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyFixAsync<AIR2007PinVersionFix>(
            "AIR2007",
            Client("bash", "\"-c\", \"npx -y pkg --name pkg-one\""),
            Client("bash", "\"-c\", \"npx -y pkg@1.2.3 --name pkg-one\""),
            ("package.json", """{ "devDependencies": { "pkg": "1.2.3" } }"""));

    [Theory]
    [InlineData("mcp.json", "{ }")]
    [InlineData("package.json", """{ "dependencies": { "pkg": "^1.2.3", "other": "1.2.3" } }""")]
    [InlineData("mcp.json", """{ "servers": { "a": { "command": "npx", "args": ["-y", "pkg@latest", "my-pkg@1.2.3"] } } }""")]
    public Task No_version_is_made_up(string file, string text) =>
        RuleTest<AIR2007UnpinnedServerAnalyzer>.VerifyNoFixAsync<AIR2007PinVersionFix>("AIR2007", Client("npx", "\"-y\", \"pkg\""), (file, text));
}
