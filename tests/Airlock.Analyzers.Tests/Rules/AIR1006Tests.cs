using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1006: raw HTML and script, and what the framework encodes.</summary>
public class AIR1006Tests
{
    private static string Method(string body) => $$"""
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.JSInterop;
        class C(IChatClient client, IHtmlHelper html, IHtmlContentBuilder builder, IJSRuntime script)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var markup = new MarkupString([|response.Text|]);")]
    [InlineData("var markup = new HtmlString([|response.Text|]);")]
    [InlineData("var markup = html.Raw([|response.Text|]);")]
    [InlineData("builder.AppendHtml([|\"<b>\" + response.Text + \"</b>\"|]);")]
    [InlineData("await script.InvokeVoidAsync([|response.Text|]);")]
    [InlineData("var mail = new MimeKit.BodyBuilder { HtmlBody = [|response.Text|] };")]
    public async Task Text_of_a_model_becomes_markup(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1006", Method(body));

    [Theory]
    [InlineData("builder.Append(response.Text);")]
    [InlineData("var markup = new MarkupString(\"<b>ready</b>\");")]
    [InlineData("await script.InvokeVoidAsync(\"showMessage\", response.Text);")]
    [InlineData("var result = Results.Content(response.Text, \"text/plain\");")]
    [InlineData("var result = Results.Text(response.Text);")]
    [InlineData("var mail = new MimeKit.BodyBuilder { TextBody = response.Text };")]
    public async Task Encoded_text_is_no_markup(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1006", Method(body));
}
