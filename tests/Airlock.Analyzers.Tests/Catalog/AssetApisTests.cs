using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Catalog;

public class AssetApisTests
{
    private static readonly string[] Kinds =
        ["client", "model", "adapter", "names", "vector-store", "vector-collection", "mcp-transport", "mcp-client", "mcp-tool", "mcp-server", "mcp-server-transport"];

    [Fact]
    public void Every_row_is_one_and_says_what_it_is()
    {
        Assert.Equal(AssetApis.All.Count, AssetApis.All.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(AssetApis.All, row =>
        {
            Assert.Matches("^[MT]:[A-Za-z][A-Za-z0-9.`]+$", row.Id);
            Assert.Contains(row.Kind, Kinds);
            Assert.NotEmpty(row.Package);
        });
    }

    /// <summary>An API that the test project has is a real one, and each parameter that a row names is one of some overload.</summary>
    [Fact]
    public void Every_row_of_a_referenced_package_is_real()
    {
        var compilation = TestCompilation.Create([]);
        var referenced = compilation.ReferencedAssemblyNames.Select(assembly => assembly.Name).ToHashSet(StringComparer.Ordinal);
        var rows = AssetApis.All.Where(row => referenced.Contains(Assembly(row.Package))).ToList();
        Assert.True(rows.Count > 25, $"only {rows.Count} rows are checked");
        Assert.All(rows, row =>
        {
            var methods = Methods(compilation, row.Id).ToList();
            Assert.NotEmpty(methods);
            var parameters = methods.SelectMany(method => method.Parameters).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
            Assert.All(row.Roles.Where(role => role.Key != "transport"), role => Assert.True(role.Value.Any(parameters.Contains), $"{row.Id}: no parameter for {role.Key}"));
        });
    }

    [Fact]
    public void Every_type_of_a_credential_is_real()
    {
        var compilation = TestCompilation.Create([]);
        Assert.All(CredentialTypes.All.Where(row => !row.Key.StartsWith("Anthropic.SDK", StringComparison.Ordinal)), row =>
        {
            Assert.NotEmpty(compilation.GetTypesByMetadataName(row.Key));
            Assert.Contains(row.Value, (string[])["api-key", "token"]);
        });
    }

    [Theory]
    [InlineData("GetChatClient", "text-generation")]
    [InlineData("AddAzureOpenAIEmbeddingGenerator", "feature-extraction")]
    [InlineData("AddOpenAITextToImage", "text-to-image")]
    [InlineData("AddOpenAIAudioToText", "automatic-speech-recognition")]
    [InlineData("AsITextToSpeechClient", "text-to-speech")]
    [InlineData("GetAudioClient", null)]
    [InlineData("OllamaApiClient", null)]
    public void A_name_says_what_a_model_is_asked_to_do(string name, string? task) => Assert.Equal(task, ModelUses.TaskOf(name));

    // A client of a database stands in the assembly of its package; the framework of a web server has none.
    private static string Assembly(string package) => package == "Microsoft.Azure.Cosmos" ? "Microsoft.Azure.Cosmos.Client" : package;

    private static IEnumerable<IMethodSymbol> Methods(Compilation compilation, string id)
    {
        var name = id[2..];
        var type = id[0] == 'T' ? name : name[..name.LastIndexOf('.')];
        var types = compilation.GetTypesByMetadataName(type);
        return id[0] == 'T' ? types.SelectMany(found => found.InstanceConstructors) : types.SelectMany(found => found.GetMembers(name[(name.LastIndexOf('.') + 1)..])).OfType<IMethodSymbol>();
    }
}
