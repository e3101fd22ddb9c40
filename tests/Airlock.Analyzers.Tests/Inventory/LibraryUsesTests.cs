namespace Airlock.Analyzers.Tests.Inventory;

public class LibraryUsesTests
{
    [Fact]
    public async Task A_library_stands_where_it_is_first_used()
    {
        var records = await InventoryTest.RecordsAsync(
            "library",
            [
                "using TorchSharp; class A { void M(string text) { } }",
                "class B { object N(string k) => new OpenAI.OpenAIClient(k); object M(OpenAI.OpenAIClient c) => c.GetChatClient(\"gpt-4o\"); }",
                "class D { object M(OpenAI.OpenAIClient c) => c.GetChatClient(\"gpt-4o\"); }",
                "class E { Task M(IChatClient c) => Task.CompletedTask; }",
            ]);
        Assert.Equal(["TorchSharp", "OpenAI", "Microsoft.Extensions.AI.Abstractions"], records.Select(record => InventoryTest.Fact(record, "name")));
        InventoryTest.Verify(records[1], "api=OpenAI.OpenAIClient..ctor symbol=B.N assembly=OpenAI how=constant");
        Assert.Equal("new OpenAI.OpenAIClient(k)", records[1].Location.SourceTree!.ToString().Substring(records[1].Location.SourceSpan.Start, records[1].Location.SourceSpan.Length));
        InventoryTest.Verify(records[2], "api=Microsoft.Extensions.AI.IChatClient symbol=E.M");
        InventoryTest.Verify(records[0], "api=- symbol=-");
    }

    [Fact]
    public async Task A_library_that_is_only_referenced_is_not_used() =>
        Assert.Empty(await InventoryTest.RecordsAsync("library", ["using System.Text; class A;"]));
}
