namespace Airlock.EndToEnd.Tests;

/// <summary>Endpoints and configuration files in real builds: what is joined across projects, and what stands in no C# file.</summary>
public sealed class EndpointTests(PackedGate gate)
{
    private const string Api =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.AI;

        namespace Api;

        public static class ChatApi
        {
            public static void MapChat(this IEndpointRouteBuilder routes) =>
                routes.MapPost("/chat", async (IChatClient client, string question) => (await client.GetResponseAsync(question)).Text);
        }
        """;

    /// <summary>A solution of a library that maps an endpoint, and a program that mounts it by a statement.</summary>
    private TestProject Program(string statement, string library = Api)
    {
        var project = new TestProject(gate, "endpoints") { Sdk = "Microsoft.NET.Sdk.Web" };
        var reference = project.Properties;
        project.Properties += "<OutputType>Library</OutputType>";
        project.Write("Api/Api.csproj", project.ProjectText()).Write("Api/ChatApi.cs", library);
        project.Properties = reference + "<EnableDefaultItems>true</EnableDefaultItems>";
        project.Items = """<ProjectReference Include="Api/Api.csproj" /><Compile Remove="Api/**" /><Content Remove="Api/**" />""";
        return project.Write("Program.cs", $"""
            using Api;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication();
            builder.Services.AddAuthorization();
            var app = builder.Build();
            {statement}
            app.Run();
            """);
    }

    [Fact]
    public async Task Endpoint_of_a_referenced_project_is_open_or_closed_where_it_is_mounted()
    {
        var project = Program("app.MapChat();");

        var open = (await project.Build()).ShouldFail().ShouldPrint("Program.cs(6,").ShouldPrint("error AIR3001: POST /chat");
        Assert.Equal(1, open.PrintCount("error AIR3001"));
        Assert.Contains("Api.ChatApi.MapChat", await File.ReadAllTextAsync(
            Path.Combine(project.Folder, "Api", "bin", "Debug", "net10.0", "airlock", "Api.endpoints.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        project.Write("Program.cs", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "Program.cs"), TestContext.Current.CancellationToken))
            .Replace("app.MapChat();", "app.MapGroup(\"/ai\").RequireAuthorization().MapChat();", StringComparison.Ordinal));
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR3001");
    }

    [Fact]
    public async Task Fallback_policy_of_a_referenced_project_protects()
    {
        var project = Program("app.MapPost(\"/ask\", async (Microsoft.Extensions.AI.IChatClient client, string q) => (await Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync(client, q)).Text);", Api + """

            public static class Defaults
            {
                public static void AddTeamDefaults(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                    Microsoft.Extensions.DependencyInjection.PolicyServiceCollectionExtensions.AddAuthorization(services, options => options.FallbackPolicy = options.DefaultPolicy);
            }
            """);
        (await project.Build()).ShouldFail().ShouldPrint("error AIR3001: POST /ask");

        var program = Path.Combine(project.Folder, "Program.cs");
        project.Write("Program.cs", (await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken))
            .Replace("var app =", "builder.Services.AddTeamDefaults();\nvar app =", StringComparison.Ordinal));
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR3001");
    }

    [Fact]
    public async Task Findings_stand_in_configuration_files()
    {
        var project = new TestProject(gate, "settings") { Sdk = "Microsoft.NET.Sdk.Web", Packages = ["Microsoft.Extensions.AI/10.11.0", "System.Numerics.Tensors/10.0.15", "OpenAI/2.15.0", "ModelContextProtocol/2.4.0"] };
        project.Write("appsettings.json", """
            {
              // the model of the team
              "Model": { "Address": "http://models.bookshop.internal:8000/v1" },
            }
            """);
        project.Write(".vscode/mcp.json", """
            { "servers": { "files": { "command": "npx",
              "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] } } }
            """);
        project.Write("Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            var address = new Uri(builder.Configuration["Model:Address"]!);
            builder.Services.AddSingleton(new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(builder.Configuration["Model:Key"]!), new OpenAI.OpenAIClientOptions { Endpoint = address }));
            builder.Build().Run();
            """);

        var result = (await project.Build()).ShouldPass();

        result.ShouldPrint("appsettings.json(3,25): warning AIR3101").ShouldPrint("mcp.json(2,18): warning AIR2007");
        Assert.Equal(1, result.PrintCount("warning AIR3101"));
        Assert.Equal(1, result.PrintCount("warning AIR2007"));
    }
}
