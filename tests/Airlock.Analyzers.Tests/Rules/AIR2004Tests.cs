using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2004: parameters of tools, from each way to offer one to each kind of sink.</summary>
public class AIR2004Tests
{
    private static string Source(string body) => $$"""
        using System.Net.Http;
        using System.ComponentModel;
        using System.Text.RegularExpressions;
        using Dapper;
        using Microsoft.Data.SqlClient;
        using Microsoft.SemanticKernel;
        using ModelContextProtocol.Server;
        {{body}}
        """;

    [Theory]
    [InlineData("""class T { [KernelFunction] public void Run(string program) => Process.Start([|program|]); }""")]
    [InlineData("""class T { [McpServerTool] public static string Read(string path) => File.ReadAllText([|path|]); }""")]
    [InlineData("""class T { [McpServerTool, Description("Reads a document below docs.")] public static Task<string> Read(string path) => File.ReadAllTextAsync([|Path.Combine("docs", path)|]); }""")]
    [InlineData("""class T { [McpServerResource] public static string Read(string path) => File.ReadAllText([|path|]); }""")]
    [InlineData("""class T { object M() => AIFunctionFactory.Create((string program) => { Process.Start([|program|]); }); }""")]
    [InlineData("""class T { object M() => AIFunctionFactory.Create(Run); static void Run(string program) => Process.Start([|program|]); }""")]
    [InlineData("""class T { object M() => AIFunctionFactory.Create(Run, "run", "Runs"); void Run(string program, int times) => Process.Start([|program|]); }""")]
    [InlineData("""class T { object M() => KernelFunctionFactory.CreateFromMethod((string program) => Process.Start([|program|])); }""")]
    [InlineData("""class T { object M() => McpServerTool.Create((string program) => Process.Start([|program|])); }""")]
    [InlineData("""class T { object M() { void Run(string program) => Process.Start([|program|]); return AIFunctionFactory.Create(Run); } }""")]
    [InlineData("""class T { [KernelFunction] public Task<int> Query(SqlConnection c, string where) => c.ExecuteAsync([|"SELECT 1 WHERE " + where|]); }""")]
    [InlineData("""class T(SqlConnection c) { [McpServerTool] public object Query(string name) => c.Query([|$"SELECT * FROM t WHERE name = '{name}'"|]); }""")]
    [InlineData("""class T(HttpClient http) { [KernelFunction] public Task<string> Fetch(string url) => http.GetStringAsync([|url|]); }""")]
    [InlineData("""class T { [KernelFunction] public bool Find(string pattern, string text) => Regex.IsMatch(text, [|pattern|]); }""")]
    [InlineData("""record Command(string Program, string[] Arguments); class T { [KernelFunction] public void Run(Command command) => Process.Start([|command.Program|]); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string[] programs) { foreach (var program in programs) Process.Start([|program|]); } }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string program) => Helper.Go(program); } static class Helper { public static void Go(string p) => Process.Start([|p|]); }""")]
    [InlineData("""interface IRun { void Go(string p); } class Runner : IRun { public void Go(string p) => Process.Start([|p|]); } class T(IRun run) { [KernelFunction] public void Run(string program) => run.Go(program); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string program) { if (program.Length < 20) Process.Start([|program|]); } }""")]
    [InlineData("""using System.ComponentModel.DataAnnotations; class T { [KernelFunction] public void Run([RegularExpression("^[a-z]+$")] string program) => Process.Start([|program|]); }""")]
    [InlineData("""class T { string _last = ""; [KernelFunction] public void Set(string program) => _last = program; void Later() => Process.Start([|_last|]); }""")]
    public async Task A_parameter_of_a_tool_does_harm(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2004", Source(body));

    [Theory]
    [InlineData("""class T { public void Run(string program) => Process.Start(program); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(int number) => Process.Start("git", $"show {number}"); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(Guid id, DateTime day, DayOfWeek of, bool yes) => Process.Start("git", $"{id} {day} {of} {yes}"); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string program) { if (program is "git" or "ls") Process.Start(program); } }""")]
    [InlineData("""class T { static readonly HashSet<string> Allowed = ["git", "ls"]; [KernelFunction] public void Run(string program) { if (!Allowed.Contains(program)) throw new ArgumentException(program); Process.Start(program); } }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string branch) => Process.Start("git", ["switch", branch]); }""")]
    [InlineData("""class T(SqlConnection c) { [McpServerTool] public object Query(string name) => c.Query("SELECT * FROM t WHERE name = @name", new { name }); }""")]
    [InlineData("""class T { static readonly string Root = Path.GetFullPath("docs") + Path.DirectorySeparatorChar; [McpServerTool] public static string Read(string path) { var full = Path.GetFullPath(Path.Combine(Root, path)); return full.StartsWith(Root, StringComparison.Ordinal) ? File.ReadAllText(full) : throw new ArgumentException(path); } }""")]
    [InlineData("""class T { [McpServerTool] public static string Read(string path) => File.ReadAllText(Path.Combine("docs", Path.GetFileName(path))); }""")]
    [InlineData("""class T(HttpClient http) { [KernelFunction] public Task<string> Weather(string city) => http.GetStringAsync("https://example.org/weather?city=" + Uri.EscapeDataString(city)); }""")]
    [InlineData("""class T { [KernelFunction] public bool Find(string pattern, string text) => Regex.IsMatch(text, Regex.Escape(pattern)); }""")]
    [InlineData("""class T { object M(string program) => AIFunctionFactory.Create(() => { Process.Start(program); }); }""")]
    [InlineData("""class T { object M() => AIFunctionFactory.Create((int number) => { Process.Start("git", $"show {number}"); }); }""")]
    [InlineData("""class T { [KernelFunction] public string Echo(string text) => text.ToUpper(); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(IServiceProvider services, CancellationToken token, ILogger logger) => Process.Start(services.GetRequiredService<string>()); }""")]
    [InlineData("""class T { static readonly Dictionary<string, string> Programs = new() { ["list"] = "ls" }; [KernelFunction] public void Run(string name) => Process.Start(Programs[name]); }""")]
    [InlineData("""record Command(string Program, int Count); class T { [KernelFunction] public void Run(Command command) => Process.Start("git", $"log -{command.Count}"); }""")]
    [InlineData("""class T { object M() => new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string program) => { Process.Start(program); })); }""")]
    [InlineData("""class T { [KernelFunction] public void Run(string program) { Console.Write($"Run {program}? "); if (Console.ReadLine() == "y") Process.Start(program); } }""")]
    public async Task A_checked_parameter_and_other_methods_are_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2004", Source(body));
}
