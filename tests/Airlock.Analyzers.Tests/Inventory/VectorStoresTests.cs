namespace Airlock.Analyzers.Tests.Inventory;

public class VectorStoresTests
{
    [Theory]
    [InlineData("new Qdrant.Client.QdrantClient(\"localhost\")", "name=- provider=Qdrant endpoint=http://localhost:6334 credential=none")]
    [InlineData("new Qdrant.Client.QdrantClient(\"q.contoso.com\", https: true, apiKey: k)", "endpoint=https://q.contoso.com:6334 credential=api-key")]
    [InlineData("new Qdrant.Client.QdrantClient(f[\"Qdrant:Host\"]!)", "endpoint=- endpointHow=unknown endpointKey=Qdrant:Host")]
    [InlineData("new Qdrant.Client.QdrantClient(new Uri(\"http://localhost:6334\"))", "endpoint=http://localhost:6334 assembly=Qdrant.Client")]
    [InlineData("q.CreateCollectionAsync(\"docs\", new Qdrant.Client.Grpc.VectorParams())", "name=docs provider=Qdrant how=constant")]
    [InlineData("q.SearchAsync(k, new float[1])", "name=- provider=Qdrant how=unknown")]
    [InlineData("new Azure.Search.Documents.SearchClient(new Uri(\"https://s.search.windows.net\"), \"hotels\", new Azure.AzureKeyCredential(k))", "name=hotels provider=Azure_AI_Search endpoint=https://s.search.windows.net credential=api-key")]
    [InlineData("s.GetCollection<string, object>(\"docs\")", "name=docs provider=-")]
    [InlineData("new NRedisStack.Search.Schema().AddVectorField(\"v\", NRedisStack.Search.Schema.VectorField.VectorAlgo.FLAT)", "provider=Redis name=-")]
    [InlineData("new Microsoft.Data.SqlTypes.SqlVector<float>(new float[3])", "provider=SQL_Server assembly=Microsoft.Data.SqlClient")]
    [InlineData("Npgsql.VectorExtensions.UseVector(n)", "provider=PostgreSQL assembly=Pgvector")]
    public Task A_store_says_whose_it_is_and_what_it_holds(string expression, string facts) => InventoryTest.VerifyAsync(
        "vector-store",
        $"class C {{ object M(string k, IConfiguration f, Qdrant.Client.QdrantClient q, Microsoft.Extensions.VectorData.VectorStore s, Npgsql.TypeMapping.INpgsqlTypeMapper n) => {expression}; }}",
        facts);

    [Fact]
    public async Task A_collection_belongs_to_the_store_that_it_is_asked_of()
    {
        const string Library = """
            namespace Microsoft.SemanticKernel.Connectors.Qdrant
            {
                public abstract class QdrantVectorStore(global::Qdrant.Client.QdrantClient qdrantClient) : Microsoft.Extensions.VectorData.VectorStore { public object Client => qdrantClient; }
            }
            """;
        var source = $"class C(Microsoft.SemanticKernel.Connectors.Qdrant.QdrantVectorStore store) {{ object M() => store.GetCollection<string, object>(\"docs\"); }} {Library}";
        InventoryTest.Verify(await InventoryTest.RecordAsync("vector-store", source), "name=docs provider=Qdrant");
    }

    [Theory]
    [InlineData("new Qdrant.Client.Grpc.VectorParams()")]
    [InlineData("new Microsoft.Extensions.VectorData.VectorStoreCollectionDefinition()")]
    public async Task What_only_describes_data_is_no_store(string expression) =>
        Assert.Empty(await InventoryTest.RecordsAsync("vector-store", [$"class C {{ object M() => {expression}; }}"]));
}
