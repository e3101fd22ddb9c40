using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2005: tools that destroy or move something, who runs them, and who is asked before.</summary>
public class AIR2005Tests
{
    private const string Usings = """
        using System.ComponentModel;
        using System.Net.Http;
        using System.Net.Http.Json;
        using Dapper;
        using Microsoft.Agents.AI;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.Data.Sqlite;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.SemanticKernel;
        using ModelContextProtocol.Server;

        """;

    /// <summary>A chat client that runs tools, with one tool: a lambda, marked unless said otherwise.</summary>
    private static string WithTool(string lambda, string declarations = "", bool isFound = true) => Usings + $$"""
        public class Assistant(IChatClient inner, HttpClient http, IPaymentGateway payments, OrderService orders, SqliteConnection db, ShopContext shop, IAuthorizationService authorization)
        {
            private readonly List<string> _notes = [];
            private readonly Dictionary<string, string> _cache = [];

            public async Task<string> AskAsync(string question)
            {
                using var client = inner.AsBuilder().UseFunctionInvocation().Build();
                var options = new ChatOptions { Tools = [AIFunctionFactory.Create({{(isFound ? $"[|{lambda}|]" : lambda)}}, "tool")] };
                return (await client.GetResponseAsync(question, options)).Text;
            }
        }

        """ + Shop + declarations;

    private const string Shop = """
        public interface IPaymentGateway { Task RefundAsync(string order); Task<decimal> GetBalanceAsync(string account); Task RefundPolicyAsync(); Task RefundedAsync(); }
        public interface IOrderStore { Task DeleteAsync(string id); Task<string> FindAsync(string id); }
        public interface IOrderCache { void Remove(string id); }
        public interface IMailer { Task SendAsync(string to, string text); }
        public interface IDispatcher { Task<string> SendAsync(object query); }
        public class FileStore : IOrderStore
        {
            public Task DeleteAsync(string id) { File.Delete(Path.Combine("orders", id)); return Task.CompletedTask; }
            public Task<string> FindAsync(string id) => File.ReadAllTextAsync(Path.Combine("orders", id));
        }
        public class OrderService(IOrderStore store, IOrderCache cache, IMailer mailer, IDispatcher dispatcher)
        {
            public Task RemoveAsync(string id) => RemoveCoreAsync(id);
            private async Task RemoveCoreAsync(string id) => await store.DeleteAsync(id);
            public Task<string> FindAsync(string id) => store.FindAsync(id);
            public void Forget(string id) => cache.Remove(id);
            public Task TellAsync(string to) => mailer.SendAsync(to, "done");
            public Task<string> AskAsync(string id) => dispatcher.SendAsync(id);
        }
        public class Order { public int Id { get; set; } public string State { get; set; } = ""; }
        public class ShopContext : DbContext { public DbSet<Order> Orders => Set<Order>(); }

        """;

    [Theory]
    [InlineData("(string path) => File.Delete(path)")]
    [InlineData("(string path) => { Directory.Delete(path, true); return \"done\"; }")]
    [InlineData("(string path, string text) => File.WriteAllTextAsync(path, text)")]
    [InlineData("(string path) => new FileInfo(path).Delete()")]
    [InlineData("(string path) => new FileStream(path, FileMode.Create).Dispose()")]
    [InlineData("(string command) => Process.Start(\"sh\", [\"-c\", command])!.Id")]
    [InlineData("(string order) => payments.RefundAsync(order)")]
    [InlineData("(string id) => orders.RemoveAsync(id)")]
    [InlineData("(string to) => orders.TellAsync(to)")]
    [InlineData("(string id) => http.DeleteAsync($\"https://shop.example/orders/{id}\")")]
    [InlineData("(string id) => http.PostAsJsonAsync(\"https://shop.example/orders\", new { id })")]
    [InlineData("(string id) => http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $\"https://shop.example/orders/{id}\"))")]
    [InlineData("(string id) => db.ExecuteAsync(\"UPDATE orders SET state = 'closed' WHERE id = @id\", new { id })")]
    [InlineData("(string id) => { using var command = db.CreateCommand(); command.CommandText = \"DELETE FROM orders\"; command.ExecuteNonQuery(); }")]
    [InlineData("(string id) => { using var command = new SqliteCommand(\"DELETE FROM orders RETURNING id\", db); return command.ExecuteScalar(); }")]
    [InlineData("async (int id) => { var order = await shop.Orders.FindAsync(id); order!.State = \"cancelled\"; await shop.SaveChangesAsync(); }")]
    [InlineData("(int id) => shop.Orders.Where(order => order.Id == id).ExecuteDeleteAsync()")]
    [InlineData("(string to) => new System.Net.Mail.SmtpClient().Send(\"bot@example.com\", to, \"subject\", \"body\")")]
    [InlineData("(string path, bool confirmed) => { if (confirmed) { File.Delete(path); } }")]
    [InlineData("(string path) => { try { File.Delete(path); } catch (IOException) { } }")]
    [InlineData("(string path) => { Console.WriteLine(path); File.Delete(path); Console.ReadLine(); }")]
    [InlineData("(string path) => { void Act() => File.Delete(path); Act(); }")]
    public async Task A_destructive_tool_is_reported(string lambda) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", WithTool(lambda));

    [Theory]
    [InlineData("(string path) => File.ReadAllText(path)")]
    [InlineData("(string path) => new FileStream(path, FileMode.Open).Length")]
    [InlineData("(string note) => _notes.Add(note)")]
    [InlineData("(string note) => _notes.Remove(note)")]
    [InlineData("(string key) => _cache.Remove(key)")]
    [InlineData("(string id) => orders.Forget(id)")]
    [InlineData("(string id) => orders.FindAsync(id)")]
    [InlineData("(string id) => orders.AskAsync(id)")]
    [InlineData("(string account) => payments.GetBalanceAsync(account)")]
    [InlineData("() => payments.RefundedAsync()")]
    [InlineData("(string id) => http.GetStringAsync($\"https://shop.example/orders/{id}\")")]
    [InlineData("(string text) => http.PostAsJsonAsync(\"https://shop.example/search\", new { text })")]
    [InlineData("(string id) => db.QueryAsync<Order>(\"SELECT * FROM orders WHERE id = @id\", new { id })")]
    [InlineData("(string id) => { using var command = db.CreateCommand(); command.CommandText = \"SELECT 1\"; return command.ExecuteScalar(); }")]
    [InlineData("(int id) => shop.Orders.FirstOrDefaultAsync(order => order.Id == id)")]
    [InlineData("(string text) => { var path = Path.GetTempFileName(); File.WriteAllText(path, text); return path.Length; }")]
    [InlineData("(string text) => text.Replace(\"a\", \"b\")")]
    public async Task A_tool_that_reads_or_changes_memory_is_silent(string lambda) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", WithTool(lambda, isFound: false));

    [Theory]
    [InlineData("(string path) => { Console.Write($\"Delete {path}? \"); if (Console.ReadLine() == \"y\") { File.Delete(path); } }")]
    [InlineData("async (string path) => { if (!await Ask.ConfirmAsync(path)) { return \"no\"; } File.Delete(path); return \"yes\"; }")]
    [InlineData("(string path) => { Ask.EnsureApproved(path); File.Delete(path); }")]
    [InlineData("(string path) => { if (Ask.User(path)) { File.Delete(path); } }")]
    [InlineData("async (string path, System.Security.Claims.ClaimsPrincipal user) => { if ((await authorization.AuthorizeAsync(user, path, \"delete\")).Succeeded) { File.Delete(path); } }")]
    [InlineData("(string path, System.Security.Claims.ClaimsPrincipal user) => { if (user.IsInRole(\"admin\")) { File.Delete(path); } }")]
    [InlineData("(string id) => Ask.Checked(id, orders)")]
    public async Task A_tool_that_asks_before_it_acts_is_silent(string lambda) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", WithTool(lambda, """
            public static class Ask
            {
                public static Task<bool> ConfirmAsync(string what) => Task.FromResult(what.Length > 3);
                public static void EnsureApproved(string what) { if (what.Length > 3) { throw new InvalidOperationException(); } }
                public static bool User(string what) { Console.Write(what); return Console.ReadKey().Key == ConsoleKey.Y; }
                public static async Task Checked(string id, OrderService orders) { if (await ConfirmAsync(id)) { await orders.RemoveAsync(id); } }
            }
            """, isFound: false));

    /// <summary>A program whose statements register <c>Delete</c>, which deletes a file.</summary>
    private static string Program(string statements, string declarations = "") => Usings + $$"""
        public class Program(IChatClient inner, Kernel kernel)
        {
            [Description("Deletes a file")]
            private static void Delete(string path) => File.Delete(path);

            public async Task RunAsync()
            {
                await Task.CompletedTask;
                {{statements}}
            }
        }
        {{declarations}}
        """;

    [Theory]
    [InlineData("inner.AsBuilder().UseFunctionInvocation().Build(); var tool = AIFunctionFactory.Create([|Delete|]);")]
    [InlineData("new FunctionInvokingChatClient(inner); var tool = AIFunctionFactory.Create(method: [|Delete|], name: \"delete\");")]
    [InlineData("var agent = new ChatClientAgent(inner, tools: [AIFunctionFactory.Create([|Delete|])]);")]
    [InlineData("var agent = inner.AsAIAgent(tools: [AIFunctionFactory.Create([|Delete|])]);")]
    [InlineData("var agent = inner.AsAIAgent(new ChatClientAgentOptions { ChatOptions = new() { Tools = [AIFunctionFactory.Create([|Delete|])] } });")]
    [InlineData("var agent = inner.AsAIAgent(); var tool = AIFunctionFactory.Create([|typeof(Program).GetMethod(\"Delete\")|]!, this);")]
    [InlineData("Action<string> act = Delete; var agent = inner.AsAIAgent(tools: [AIFunctionFactory.Create([|act|])]);")]
    [InlineData("var agent = inner.AsAIAgent(tools: [[|new DeleteTool()|]]);")]
    [InlineData("var agent = inner.AsAIAgent(tools: [AIFunctionFactory.Create([|Delete|]), new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string a) => a.Length))]);")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }; kernel.CreateFunctionFromMethod([|Delete|]);")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }; KernelFunctionFactory.CreateFromMethod([|Delete|]);")]
    public async Task A_registration_for_calls_that_nobody_approves_is_reported(string statements) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Program(statements, Tool));

    private const string Tool = """
        public class DeleteTool : AIFunction
        {
            public override string Name => "delete";
            protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken token) { File.Delete((string)arguments["path"]!); return default; }
        }
        """;

    [Theory]
    [InlineData("var tool = AIFunctionFactory.Create(Delete); await tool.InvokeAsync(new() { [\"path\"] = \"a\" });")]
    [InlineData("var agent = inner.AsAIAgent(tools: [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Delete))]);")]
    [InlineData("var tool = AIFunctionFactory.Create(Delete); var agent = inner.AsAIAgent(tools: [new ApprovalRequiredAIFunction(tool)]);")]
    [InlineData("AIFunction[] all = [AIFunctionFactory.Create(Delete)]; var agent = inner.AsAIAgent(tools: [.. all.Select(tool => new ApprovalRequiredAIFunction(tool))]);")]
    [InlineData("var agent = inner.AsAIAgent(tools: [new ApprovalRequiredAIFunction(new DeleteTool())]);")]
    [InlineData("var agent = inner.AsAIAgent(tools: [Guarded.Tool(AIFunctionFactory.Create(Delete))]);")]
    [InlineData("new FunctionInvokingChatClient(inner) { FunctionInvoker = (context, token) => context.Function.Name == \"delete\" ? default : context.Function.InvokeAsync(context.Arguments, token) }; AIFunctionFactory.Create(Delete);")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) }; kernel.CreateFunctionFromMethod(Delete);")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.None() }; kernel.CreateFunctionFromMethod(Delete);")]
    public async Task A_registration_with_approval_or_without_automatic_calls_is_silent(string statements) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Program(
            statements, Tool + "\npublic static class Guarded { public static AITool Tool(AIFunction function) => new ApprovalRequiredAIFunction(function); }"));

    private const string Plugin = "public class Files { [KernelFunction, Description(\"Deletes\")] public void NAME(string path) => File.Delete(path); [KernelFunction] public string Read(string path) => File.ReadAllText(path); }";

    [Fact]
    public async Task A_kernel_function_is_reported_at_its_name() =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Program(
            "kernel.Plugins.AddFromType<Files>(); var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };",
            Plugin.Replace("NAME", "[|Erase|]")));

    [Fact]
    public async Task A_filter_that_only_logs_approves_nothing() =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Program(
            "var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };",
            Plugin.Replace("NAME", "[|Erase|]") + """

            public class Log : IAutoFunctionInvocationFilter
            {
                public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
                {
                    Console.WriteLine(context.Function.Name);
                    await next(context);
                }
            }
            """));

    [Theory]
    [InlineData("kernel.Plugins.AddFromType<Files>();", "")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };", """
        public class Approve : IAutoFunctionInvocationFilter
        {
            public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
            {
                if (Console.ReadLine() == "y") { await next(context); }
            }
        }
        """)]
    public async Task A_kernel_function_that_a_filter_decides_about_or_nobody_calls_is_silent(string statements, string declarations) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Program(statements, Plugin.Replace("NAME", "Erase") + "\n" + declarations));

    [Theory]
    [InlineData("[McpServerTool(ReadOnly = true)]", "[|Delete|]")]
    [InlineData("[McpServerTool(Destructive = false)]", "[|Delete|]")]
    [InlineData("[McpServerTool(Name = \"delete\")]", "Delete")]
    [InlineData("[McpServerTool(Destructive = true)]", "Delete")]
    [InlineData("[McpServerTool(ReadOnly = false)]", "Delete")]
    public async Task A_server_tool_that_denies_what_it_does_is_reported(string attribute, string name) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Usings + $$"""
            [McpServerToolType]
            public static class Files
            {
                {{attribute}}
                public static void {{name}}(string path) => File.Delete(path);

                [McpServerTool(ReadOnly = true)]
                public static string Read(string path) => File.ReadAllText(path);
            }
            """);

    [Theory]
    [InlineData("McpServerTool.Create([|(string path) => File.Delete(path)|], new McpServerToolCreateOptions { ReadOnly = true })")]
    [InlineData("McpServerTool.Create((string path) => File.Delete(path), new McpServerToolCreateOptions { Name = \"delete\" })")]
    [InlineData("McpServerTool.Create(async (string path, McpServer server, CancellationToken token) => { var answer = await server.ElicitAsync<bool>(\"Sure?\", null, token); if (answer.IsAccepted) { File.Delete(path); } }, new McpServerToolCreateOptions { ReadOnly = true })")]
    public async Task A_server_tool_that_is_created_says_what_it_does(string tool) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Usings + $"public class Server {{ public object Tool => {tool}; }}");

    [Theory]
    [InlineData("INSERT INTO notes VALUES (@text)", "Note")]
    [InlineData("UPDATE notes SET text = @text", "[|Note|]")]
    [InlineData("CREATE TABLE IF NOT EXISTS notes (text)", "Note")]
    public async Task A_server_tool_may_add_what_it_does_not_destroy(string sql, string name) =>
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", Usings + $$"""
            [McpServerToolType]
            public class Notes(SqliteConnection db)
            {
                [McpServerTool(Destructive = false)]
                public Task {{name}}(string text) => db.ExecuteAsync("{{sql}}", new { text });
            }
            """);

    /// <summary>A referenced project's methods have source that belongs to another compilation.</summary>
    [Fact]
    public async Task A_tool_of_a_referenced_project_is_judged_there()
    {
        var shop = TestCompilation.Create([Shop.Insert(0, "using Microsoft.EntityFrameworkCore;\n")]);
        var app = TestCompilation.Create(
            ["public class App(IChatClient inner, OrderService orders) { public object Run() { inner.AsBuilder().UseFunctionInvocation().Build(); return AIFunctionFactory.Create(orders.RemoveAsync); } }"],
            [.. TestCompilation.AllReferences, shop.ToMetadataReference()]);
        Assert.Empty(await TestCompilation.AnalyzeAsync(app, [new AIR2005UnapprovedToolAnalyzer(), new AIR2006UnboundedToolsAnalyzer()]));
    }

    [Fact]
    public async Task The_message_names_act_and_way()
    {
        var finding = Assert.Single(await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync("AIR2005", WithTool("orders.RemoveAsync")));
        Assert.Equal(
            "'RemoveAsync' deletes something (OrderService.RemoveCoreAsync → IOrderStore.DeleteAsync → File.Delete), and runs whenever a model asks for it: "
            + "nobody approves the call. Wrap it in ApprovalRequiredAIFunction, or ask before the act.",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(3, finding.AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("var tool = AIFunctionFactory.Create([|Delete|], name: \"delete\");", "var tool = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Delete, name: \"delete\"));")]
    [InlineData("var options = new ChatOptions { Tools = [AIFunctionFactory.Create([|Delete|])] };", "var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Delete))] };")]
    public async Task The_fix_wraps_the_function(string before, string after)
    {
        const string Client = "var client = inner.AsBuilder().UseFunctionInvocation().Build(); ";
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyFixAsync<AIR2005RequireApprovalFix>("AIR2005", Program(Client + before), Program(Client + after));
    }
}
