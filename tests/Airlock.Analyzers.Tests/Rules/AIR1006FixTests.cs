using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1006: which texts are encoded, and where that would be wrong or not enough.</summary>
public class AIR1006FixTests
{
    private static string Method(string body) => $$"""
        using System.Net;
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.JSInterop;
        class C(IHtmlHelper html, IJSRuntime script)
        {
            object? M(ChatResponse response, string text, int count, HttpResponse reply)
            {
                {{body}}
            }
            static string Table(string text) => $"<td>{WebUtility.HtmlEncode(text)}</td>";
        }
        """;

    [Theory]
    [InlineData("return new MarkupString([|response.Text|]);", "return new MarkupString(WebUtility.HtmlEncode(response.Text));")]
    [InlineData("return (MarkupString)[|response.Text|];", "return (MarkupString)WebUtility.HtmlEncode(response.Text);")]
    [InlineData("var answer = response.Text; return html.Raw([|answer|]);", "var answer = response.Text; return html.Raw(WebUtility.HtmlEncode(answer));")]
    [InlineData("return Results.Content([|$\"<h1>{text}</h1><p>{response.Text}</p>\"|], \"text/html\");", "return Results.Content($\"<h1>{WebUtility.HtmlEncode(text)}</h1><p>{WebUtility.HtmlEncode(response.Text)}</p>\", \"text/html\");")]
    [InlineData("return new HtmlString([|\"<b>\" + WebUtility.HtmlEncode(text) + \"</b>\" + response.Text|]);", "return new HtmlString(\"<b>\" + WebUtility.HtmlEncode(text) + \"</b>\" + WebUtility.HtmlEncode(response.Text));")]
    [InlineData("return new HtmlString([|$\"<p>{count}: {text}</p>\"|]);", "return new HtmlString($\"<p>{count}: {WebUtility.HtmlEncode(text)}</p>\");")]
    public Task Text_is_encoded(string before, string after) => FixTest<AIR1006HtmlEncodeFix>.VerifyAsync("AIR1006", Method(before), Method(after));

    [Fact]
    public Task The_encoder_gets_its_full_name_where_it_needs_one() => FixTest<AIR1006HtmlEncodeFix>.VerifyAsync(
        "AIR1006",
        "class C { IResult M(ChatResponse response) => Results.Content([|response.Text|], \"text/html\"); }",
        "class C { IResult M(ChatResponse response) => Results.Content(System.Net.WebUtility.HtmlEncode(response.Text), \"text/html\"); }");

    [Theory]
    [InlineData("return new MarkupString([|$\"<a href='{response.Text}'>\"|]);")]
    [InlineData("return new MarkupString([|$\"<script>show('{response.Text}')</script>\"|]);")]
    [InlineData("return new MarkupString([|$\"<style>{text}</style>\"|]);")]
    [InlineData("return new MarkupString([|Table(text)|]);")]
    [InlineData("return new MarkupString([|$\"<tr>{Table(text)}</tr>\"|]);")]
    [InlineData("return new MarkupString([|Markdig.Markdown.ToHtml(response.Text)|]);")]
    [InlineData("var page = Table(response.Text); return new MarkupString([|page|]);")]
    [InlineData("var page = \"\"; page += \"<p>\" + response.Text; return new MarkupString([|page|]);")]
    [InlineData("var htmlOfPage = response.Text; return new MarkupString([|htmlOfPage|]);")]
    [InlineData("return new MarkupString([|$\"<p>{response}</p>\"|]);")]
    [InlineData("return script.InvokeVoidAsync(\"eval\", [|response.Text|]);")]
    public Task What_encoding_would_break_or_not_help_is_left_alone(string body) => FixTest<AIR1006HtmlEncodeFix>.VerifyNoneAsync("AIR1006", Method(body));

    [Fact]
    public Task The_finding_of_the_analyzer_is_fixed() => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyFixAsync<AIR1006HtmlEncodeFix>(
        "AIR1006",
        """
        class C(IChatClient client, string notes)
        {
            async Task<object?> M(string text)
            {
                var answer = await client.GetResponseAsync(text);
                return new Microsoft.AspNetCore.Components.MarkupString(answer.Text);
            }
        }
        """,
        """
        class C(IChatClient client, string notes)
        {
            async Task<object?> M(string text)
            {
                var answer = await client.GetResponseAsync(text);
                return new Microsoft.AspNetCore.Components.MarkupString(System.Net.WebUtility.HtmlEncode(answer.Text));
            }
        }
        """);
}
