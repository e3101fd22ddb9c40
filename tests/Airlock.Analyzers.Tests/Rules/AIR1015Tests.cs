using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1015: queries of document stores and dynamic queries.</summary>
public class AIR1015Tests
{
    private static string Method(string body) => $$"""
        using System.Linq.Dynamic.Core;
        using Microsoft.Azure.Cosmos;
        using MongoDB.Bson;
        using MongoDB.Driver;
        using StackExchange.Redis;
        class C(IChatClient client, Container container, IDatabase redis, System.Data.DataTable table, IQueryable<string> names)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var query = new QueryDefinition([|response.Text|]);")]
    [InlineData("var items = container.GetItemQueryIterator<string>([|$\"SELECT * FROM c WHERE c.name = '{response.Text}'\"|]);")]
    [InlineData("var result = redis.ScriptEvaluate([|response.Text|]);")]
    [InlineData("var filter = new JsonFilterDefinition<BsonDocument>([|response.Text|]);")]
    [InlineData("var found = names.Where([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_a_query(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1015", Method(body));

    [Theory]
    [InlineData("var query = new QueryDefinition(\"SELECT * FROM c WHERE c.name = @name\").WithParameter(\"@name\", response.Text);")]
    [InlineData("var filter = Builders<BsonDocument>.Filter.Eq(\"name\", response.Text);")]
    [InlineData("var found = names.Where(\"Length > @0\", response.Text);")]
    [InlineData("var found = Enumerable.Where(names, name => name == response.Text);")]
    public async Task A_value_of_a_query_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1015", Method(body));
}
