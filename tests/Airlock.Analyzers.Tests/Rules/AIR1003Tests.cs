using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1003: code that is made at run time, and what only reads code.</summary>
public class AIR1003Tests
{
    private static string Method(string body) => $$"""
        using Microsoft.CodeAnalysis.CSharp;
        using Microsoft.CodeAnalysis.CSharp.Scripting;
        using Jint;
        class C(IChatClient client)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var sum = await CSharpScript.EvaluateAsync<int>([|response.Text|]);")]
    [InlineData("await CSharpScript.RunAsync([|$\"return {response.Text};\"|]);")]
    [InlineData("new Engine().Execute([|response.Text|]);")]
    [InlineData("var value = new Engine().Evaluate([|response.Text|]);")]
    [InlineData("var rows = new System.Data.DataTable().Select([|$\"name = '{response.Text}'\"|]);")]
    [InlineData("new System.Data.DataTable().DefaultView.RowFilter = [|response.Text|];")]
    public async Task Text_of_a_model_is_evaluated(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1003", Method(body));

    [Theory]
    [InlineData("var sum = await CSharpScript.EvaluateAsync<int>(\"1 + 1\");")]
    [InlineData("var tree = CSharpSyntaxTree.ParseText(response.Text); Console.WriteLine(tree.GetDiagnostics().Any());")]
    [InlineData("new Engine().SetValue(\"name\", response.Text).Execute(\"greet(name)\");")]
    [InlineData("if (response.Text is \"1 + 1\" or \"2 + 2\") { var sum = await CSharpScript.EvaluateAsync<int>(response.Text); }")]
    public async Task Text_that_is_not_evaluated_is_no_code(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1003", Method(body));
}
