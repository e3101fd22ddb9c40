using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Flow;

public class ScratchTests
{
    private const string V = "public class V { public string Answer { get; private set; } = \"\"; public async Task P(IChatClient c) { var r = await c.GetResponseAsync(\"x\"); Answer = r.Text; } } ";

    [Theory]
    [InlineData("AIR1006", "class W1 { void R(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper<string> html, ChatResponse r) { var x = html.Raw([|r.Text|]); } }")]
    [InlineData("AIR1006", V + "class W2 { void R(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper<V> html, V v) { var x = html.Raw([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "class W3 { void R(V v) { var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "class W4 { V v; void R() { var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "class W5 { V v => null!; void R() { var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "class W6NN { object o; V v => (V)o; void R() { var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "abstract class W7 : Microsoft.AspNetCore.Mvc.RazorPages.Page { V v => (V)(object)PageContext.ViewData; void R() { var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", V + "abstract class W8 : Microsoft.AspNetCore.Mvc.RazorPages.Page { object o; V v => (V)(object)PageContext.ViewData; void R() { Process.Start(v.Answer); var x = new Microsoft.AspNetCore.Html.HtmlString([|v.Answer|]); } }")]
    [InlineData("AIR1006", "class W11 { void R(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper html, ChatResponse r) { var x = html.Raw([|r.Text|]); } }")]
    [InlineData("AIR1006", "class W12 { void R(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper html, ChatResponse r) { html.Raw([|r.Text|]); } }")]
    [InlineData("AIR1006", "class W13 { Microsoft.AspNetCore.Html.IHtmlContent R(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper html, ChatResponse r) => html.Raw([|r.Text|]); }")]
    public async Task Scratch(string rule, string source) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(rule, source);
}
