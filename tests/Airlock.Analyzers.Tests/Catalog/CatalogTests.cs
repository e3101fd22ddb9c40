using System.Text.Json;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Catalog;

public class CatalogTests
{
    /// <summary>Packages in the catalog that serve more than AI: to reference them alone switches no rule on.</summary>
    private static readonly string[] GeneralPackages =
    [
        "Azure.Core", "Azure.Search.Documents", "CliWrap", "Dapper", "DotLiquid", "DynamicExpresso.Core", "FluentValidation", "Fluid.Core",
        "Flurl.Http", "Grpc.AspNetCore.Server", "Grpc.Core.Api", "Grpc.Net.Client", "Handlebars.Net", "HtmlSanitizer", "Jint", "log4net", "MailKit", "Markdig",
        "MessagePack", "Microsoft.ApplicationInsights", "Microsoft.AspNetCore.App", "Microsoft.Azure.Cosmos", "Microsoft.CodeAnalysis.Common",
        "Microsoft.CodeAnalysis.CSharp.Scripting", "Microsoft.CodeAnalysis.Scripting.Common", "Microsoft.Data.SqlClient",
        "Microsoft.Data.Sqlite.Core", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Relational",
        "Microsoft.Extensions.Compliance.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.IdentityModel.Tokens",
        "Microsoft.Maui.Controls", "Microsoft.NETCore.App", "Microsoft.Web.WebView2", "Microsoft.WindowsDesktop.App", "MimeKit", "MongoDB.Bson",
        "MongoDB.Driver", "MySqlConnector", "Neo4j.Driver", "Newtonsoft.Json", "NLog", "Npgsql", "OpenTelemetry.Api", "RazorLight", "RestSharp", "Scriban", "Serilog", "SSH.NET",
        "StackExchange.Redis", "System.ClientModel", "System.CodeDom", "System.DirectoryServices", "System.DirectoryServices.Protocols",
        "System.Linq.Dynamic.Core", "System.Management.Automation", "System.Memory.Data", "System.Net.Http.WinHttpHandler",
        "Yarp.ReverseProxy",
    ];

    public static TheoryData<string> Tables => [.. CatalogTable.All.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_names_a_member_and_its_part(string name)
    {
        var table = CatalogTable.All.Single(table => table.Name == name);
        Assert.NotEmpty(table.Rows);
        Assert.All(table.Rows, row =>
        {
            Assert.Matches("^[MPTFE]:[A-Za-z]", row.Id);
            Assert.NotEmpty(row.Kind);
            Assert.NotEmpty(row.Package);
            Assert.All(row.Details, pair => Assert.NotEmpty(pair.Key));
            Assert.All(row.Details.Where(pair => pair.Value.Contains('@')), pair => Assert.NotEmpty(row.Parameters(pair.Key)));
        });
        Assert.Equal(table.Rows.Count, table.Rows.Select(row => (row.Id, row.Kind)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_of_a_referenced_package_is_a_real_member(string name)
    {
        var compilation = TestCompilation.Create([]);
        var packages = ReferencedPackages();
        var missing = CatalogTable.All.Single(table => table.Name == name).Rows
            .Where(row => packages.Contains(row.Package) && !MovedLater(row.Id) && FindSymbol(compilation, row.Id) is null);
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_parameter_stands_at_its_index(string name)
    {
        var compilation = TestCompilation.Create([]);
        foreach (var row in CatalogTable.All.Single(table => table.Name == name).Rows)
        {
            if (!row.Id.StartsWith("M:", StringComparison.Ordinal) || FindSymbol(compilation, row.Id) is not IMethodSymbol method)
            {
                continue;
            }

            foreach (var parameter in row.Details.SelectMany(pair => row.Parameters(pair.Key)))
            {
                Assert.True(
                    parameter.Index < method.Parameters.Length && method.Parameters[parameter.Index].Name == parameter.Name,
                    $"{row}: no parameter {parameter.Name} at {parameter.Index}");
            }
        }
    }

    [Fact]
    public void Every_package_is_an_AI_library_or_known_to_be_none() =>
        Assert.DoesNotContain(
            CatalogTable.All.SelectMany(table => table.Rows).Select(row => row.Package).Distinct(),
            package => AiLibraries.Contains(package) == GeneralPackages.Contains(package));

    [Theory]
    [InlineData("Microsoft.Extensions.AI", true)]
    [InlineData("Microsoft.Extensions.AI.Abstractions", true)]
    [InlineData("Microsoft.ML.Core", true)]
    [InlineData("Microsoft.MLFoo", false)]
    [InlineData("System.Text.Json", false)]
    [InlineData("", false)]
    public void An_assembly_belongs_to_a_family_by_whole_parts_of_its_name(string assembly, bool expected) =>
        Assert.Equal(expected, AiLibraries.Contains(assembly));

    [Theory]
    [InlineData("class C { Task M(IChatClient c) => c.GetResponseAsync(\"\"); }", "extension method")]
    [InlineData("class C { Task M(IChatClient c) => c.GetResponseAsync([]); }", "interface member")]
    [InlineData("class C(IChatClient c) : DelegatingChatClient(c) { Task M() => GetResponseAsync([]); }", "override of the base")]
    [InlineData("class C(IChatClient c) : DelegatingChatClient(c) { public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o, CancellationToken t) => throw null!; Task M() => GetResponseAsync([], null, default); }", "own override")]
    public void A_member_is_found_by_what_it_is(string source, string because)
    {
        var compilation = TestCompilation.Create([source]);
        var tree = compilation.SyntaxTrees.Last();
        var call = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax>().Last();
        var method = compilation.GetSemanticModel(tree).GetSymbolInfo(call, TestContext.Current.CancellationToken).Symbol!;
        Assert.True(new CatalogLookup().Contains(CatalogTable.InferenceCalls, method), because);
    }

    /// <summary>The credentials of Azure.Identity stand in Azure.Core from 1.53 on; the libraries here ask for an older one.</summary>
    private static bool MovedLater(string id) => id[2..].StartsWith("Azure.Identity.", StringComparison.Ordinal);

    private static HashSet<string> ReferencedPackages()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(typeof(CatalogTests).Assembly.Location, ".deps.json")));
        return dependencies.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0])
            .Append("Microsoft.NETCore.App").Append("Microsoft.AspNetCore.App").ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The symbol of an ID. Roslyn's own search misses members whose parameter types exist twice and properties that are
    /// named <c>Item</c>; for those the members of the type are listed.
    /// </summary>
    private static ISymbol? FindSymbol(Compilation compilation, string id)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is { } symbol)
        {
            return symbol;
        }

        var head = id.Split('(')[0];
        var type = head[2..head.LastIndexOf('.')];
        return compilation.GetTypesByMetadataName(type).SelectMany(found => found.GetMembers()).FirstOrDefault(member => member.GetDocumentationCommentId() == id);
    }
}
