using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1014: templates, and values they are filled with.</summary>
public class AIR1014Tests
{
    private static string Method(string body) => $$"""
        using HandlebarsDotNet;
        using Fluid;
        using Microsoft.SemanticKernel;
        class C(IChatClient client, Kernel kernel)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var template = Handlebars.Compile([|response.Text|]);")]
    [InlineData("var template = new FluidParser().Parse([|response.Text|]);")]
    [InlineData("var template = DotLiquid.Template.Parse([|response.Text|]);")]
    [InlineData("var reply = await kernel.InvokePromptAsync([|response.Text|]);")]
    [InlineData("var config = new PromptTemplateConfig([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_a_template(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1014", Method(body));

    [Theory]
    [InlineData("var template = Handlebars.Compile(\"Hello {{name}}\"); Console.WriteLine(template(new { name = response.Text }));")]
    [InlineData("var reply = await kernel.InvokePromptAsync(\"Summarize {{$text}}\", new() { [\"text\"] = response.Text });")]
    public async Task A_value_in_a_template_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1014", Method(body));
}
