using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR9004 of the analyzers: a block whose flow of values is not followed to its end.</summary>
public class AIR9004Tests
{
    private const string Loop = "var text = r.Text; for (var i = 0; i < 9; i++) { text += i; } Process.Start(text);";

    [Theory]
    [InlineData("class C { void Run(ChatResponse r) { " + Loop + " } }", "Run", "C.Run")]
    [InlineData("class C(ChatResponse r) { object Answer { get { " + Loop + " return text; } } }", "Answer", "C.Answer")]
    public async Task A_block_that_exceeds_the_budget_is_reported_at_its_member(string source, string place, string name)
    {
        var compilation = TestCompilation.Create([source]);
        var finding = Assert.Single(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer { Budget = 5 }]));
        Assert.Equal("AIR9004", finding.Id);
        Assert.Equal(place, source.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        Assert.Equal($"The flow of values in '{name}' is too large to follow to its end, so what it would have shown is not known; split it", finding.GetMessage(null));
    }

    [Fact]
    public async Task It_weighs_a_warning_at_most()
    {
        var compilation = TestCompilation.Create(["class C { void Run(ChatResponse r) { " + Loop + " } }"]);
        var finding = Assert.Single(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer { Budget = 5 }]));
        Assert.Equal("warn", finding.Properties["weight"]);
    }

    [Fact]
    public async Task Within_the_budget_nothing_is_said() =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR9004", "class C { void Run(ChatResponse r) { " + Loop + " } }");

    [Fact]
    public async Task Without_a_sink_nothing_is_left_unknown()
    {
        var compilation = TestCompilation.Create(["class C { string Run(ChatResponse r) { var text = r.Text; for (var i = 0; i < 9; i++) { text += i; } return text; } }"]);
        Assert.Empty(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer { Budget = 5 }]));
    }
}
