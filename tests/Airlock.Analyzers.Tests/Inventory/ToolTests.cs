using Airlock.Core.Findings;

namespace Airlock.Analyzers.Tests.Inventory;

public class ToolTests
{
    [Theory]
    [InlineData("return name;", null)]
    [InlineData("return File.ReadAllText(name);", "reads")]
    [InlineData("return new System.Net.Http.HttpClient().GetStringAsync(name).Result;", "reads")]
    [InlineData("""File.WriteAllText("notes.txt", name); return name;""", "writes")]
    [InlineData("File.Delete(name); return name;", "writes")]
    [InlineData("Process.Start(name); return name;", "executes")]
    [InlineData("""new System.Net.Http.HttpClient().PostAsync("https://x.example/orders", null).Wait(); return name;""", "sends")]
    [InlineData("""var text = File.ReadAllText(name); File.WriteAllText("copy.txt", text); Process.Start("sync"); return text;""", "reads,writes,executes")]
    [InlineData("return Inner(name); static string Inner(string name) { File.Delete(name); return name; }", "writes")]
    [InlineData("""var path = Path.GetTempFileName(); File.WriteAllText(path, name); return name;""", null)]
    public async Task A_tool_can_do_what_its_method_reaches(string body, string? capability)
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool, $$"""class C { static string Handle(string name) { {{body}} } object M() => AIFunctionFactory.Create(Handle); }"""));
        Assert.Equal(("Handle", "model", "Microsoft.Extensions.AI.Abstractions"), (tool[InventoryKeys.Name], tool[InventoryKeys.OfferedTo], tool[InventoryKeys.Assembly]));
        Assert.Equal(capability, tool[InventoryKeys.Capability]);
    }

    [Fact]
    public async Task A_query_reads_the_database()
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool,
            """
            using Microsoft.EntityFrameworkCore;
            class Order { public int Id { get; set; } }
            class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            class C(Shop shop) { Task<List<Order>> Find(int id) => shop.Orders.Where(order => order.Id == id).ToListAsync(); object M() => AIFunctionFactory.Create(Find); }
            """));
        Assert.Equal("reads", tool[InventoryKeys.Capability]);
    }

    [Theory]
    [InlineData("new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Erase))", true, "required")]
    [InlineData("AIFunctionFactory.Create(Erase)", true, "none")]
    [InlineData("AIFunctionFactory.Create(Erase)", false, "unknown")]
    public async Task Approval_is_what_the_code_says(string registration, bool runs, string approval)
    {
        var client = runs ? "object N(IChatClient c) => c.AsBuilder().UseFunctionInvocation().Build();" : "";
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool, $$"""class C { static void Erase(string name) => File.Delete(name); object M() => {{registration}}; {{client}} }"""));
        Assert.Equal(approval, tool[InventoryKeys.Approval]);
        Assert.Equal("writes", tool[InventoryKeys.Capability]);
    }

    [Theory]
    [InlineData("""Console.WriteLine($"Erase {name}?"); if (Console.ReadLine() != "yes") return; File.Delete(name);""", "required")]
    [InlineData("""File.Delete(name); Console.ReadLine();""", "none")]
    public async Task A_tool_that_asks_first_is_approved(string body, string approval)
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool,
            $$"""class C { static void Erase(string name) { {{body}} } object M() => AIFunctionFactory.Create(Erase); object N(IChatClient c) => c.AsBuilder().UseFunctionInvocation().Build(); }"""));
        Assert.Equal(approval, tool[InventoryKeys.Approval]);
    }

    [Theory]
    [InlineData("[McpServerTool]", "File.Delete(name)", "writes")]
    [InlineData("[McpServerTool(ReadOnly = true)]", "File.Delete(name)", "writes")]
    [InlineData("[McpServerTool(ReadOnly = true)]", "GC.Collect()", "reads")]
    [InlineData("[McpServerTool(Destructive = true)]", "GC.Collect()", "writes")]
    [InlineData("[McpServerTool]", "GC.Collect()", null)]
    public async Task Hints_of_a_server_say_what_code_does_not(string attribute, string body, string? capability)
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool, $$"""using ModelContextProtocol.Server; class C { {{attribute}} public static void Erase(string name) => {{body}}; }"""));
        Assert.Equal((capability, "mcp", "unknown", "ModelContextProtocol.Core"), (tool[InventoryKeys.Capability], tool[InventoryKeys.OfferedTo], tool[InventoryKeys.Approval], tool[InventoryKeys.Assembly]));
    }

    [Theory]
    [InlineData("new HostedCodeInterpreterTool()", "HostedCodeInterpreterTool", "executes", "none")]
    [InlineData("new HostedWebSearchTool()", "HostedWebSearchTool", "reads", "none")]
    [InlineData("new HostedFileSearchTool()", "HostedFileSearchTool", "reads", "none")]
    [InlineData("""new HostedMcpServerTool("docs", new Uri("https://x.example/mcp"))""", "docs", "sends", "unknown")]
    [InlineData("""new HostedMcpServerTool("docs", new Uri("https://x.example/mcp")) { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire }""", "docs", "sends", "required")]
    [InlineData("""new HostedMcpServerTool("docs", new Uri("https://x.example/mcp")) { ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire }""", "docs", "sends", "none")]
    public async Task A_tool_that_the_provider_runs_is_known_by_its_type(string creation, string name, string capability, string approval)
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, $$"""#pragma warning disable MEAI001{{"\n"}}class C { object M() => {{creation}}; }"""));
        Assert.Equal((name, capability, approval), (tool[InventoryKeys.Name], tool[InventoryKeys.Capability], tool[InventoryKeys.Approval]));
    }

    [Fact]
    public async Task A_declared_function_is_a_tool_of_which_only_the_name_is_known()
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, """class C { object M() => OpenAI.Chat.ChatTool.CreateFunctionTool("weather", "Tells the weather."); }"""));
        Assert.Equal(("weather", null, "unknown"), (tool[InventoryKeys.Name], tool[InventoryKeys.Capability], tool[InventoryKeys.Approval]));
    }

    [Fact]
    public async Task A_class_that_is_a_function_is_a_tool_where_it_is_made()
    {
        var tool = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Tool,
            """
            class Eraser : AIFunction
            {
                public override string Name => "erase";
                protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) { File.Delete("x"); return default; }
            }
            class C { object M() => new Eraser(); }
            """));
        Assert.Equal(("erase", "writes"), (tool[InventoryKeys.Name], tool[InventoryKeys.Capability]));
    }

    [Theory]
    [InlineData("""AIFunctionFactory.Create((string c) => c, new AIFunctionFactoryOptions { Name = "weather" })""")]
    [InlineData("""AIFunctionFactory.Create((string c) => c, name: "weather")""")]
    [InlineData("""ModelContextProtocol.Server.McpServerTool.Create((string c) => c, new() { Name = "weather" })""")]
    public async Task Options_name_a_tool(string registration) =>
        Assert.Equal("weather", Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, $$"""class C { object M() => {{registration}}; }"""))[InventoryKeys.Name]);

    [Fact]
    public async Task A_method_whose_attribute_names_it_is_registered_under_that_name()
    {
        var tools = await InventoryRecords.OfAsync(
            InventoryKinds.Tool,
            """
            using ModelContextProtocol.Server;
            class Tools { [McpServerTool(Name = "echo")] public static string Echo(string text) => text; }
            class C { object M() => McpServerTool.Create(typeof(Tools).GetMethod(nameof(Tools.Echo))!); }
            """);
        Assert.Equal([("echo", "Tools.Echo"), ("echo", "Tools.Echo")], tools.Select(tool => (tool[InventoryKeys.Name], tool[InventoryKeys.Symbol])));
    }

    [Theory]
    [InlineData("GetEnvironmentVariables()", "reads")]
    [InlineData("GetEnvironmentVariable(name)", null)]
    public async Task All_variables_of_the_environment_are_more_than_a_setting(string call, string? capability) =>
        Assert.Equal(capability, Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, $$"""class C { static object? Handle(string name) => Environment.{{call}}; object M() => AIFunctionFactory.Create(Handle); }"""))[InventoryKeys.Capability]);
}
