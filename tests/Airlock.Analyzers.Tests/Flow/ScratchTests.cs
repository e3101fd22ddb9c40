using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Flow;

public class ScratchTests
{
    [Theory]
    [InlineData("class C(IChatClient client) { string _filter = \"1\"; async Task M() { var reply = await client.GetResponseAsync(\"q\"); Add(ref _filter, reply.Text); Process.Start([|\"a \" + _filter|]); } static void Add(ref string sql, string c) => sql += c; }")]
    [InlineData("class C(IChatClient client) { string _filter = \"1\"; async Task M() { var reply = await client.GetResponseAsync(\"q\"); Add(ref _filter, reply.Text); Process.Start([|_filter|]); } static void Add(ref string sql, string c) { sql += c; } }")]
    [InlineData("class C(IChatClient client) { string _filter = \"1\"; async Task M() { var reply = await client.GetResponseAsync(\"q\"); Add(out _filter, reply.Text); Process.Start([|_filter|]); } static void Add(out string sql, string c) { sql = c; } }")]
    [InlineData("class C(IChatClient client) { string _filter = \"1\"; async Task M() { _filter = (await client.GetResponseAsync(\"q\")).Text; } void N() { Process.Start([|_filter|]); } }")]
    [InlineData("class C(IChatClient client) { string P { get => field ?? \"status\"; set; } async Task M() { P = (await client.GetResponseAsync(\"q\")).Text; } void N() { Process.Start([|P|]); } }")]
    [InlineData("class Q : Microsoft.AspNetCore.Mvc.ControllerBase { string A() { var l = Request.Headers[\"Accept-Language\"].ToString(); var o = new ChatOptions(); o.Instructions = \"a\" + l; return l; } }")]
    [InlineData("class V { public string Answer { get; private set; } = \"\"; public async Task P(IChatClient c) { var r = await c.GetResponseAsync(\"x\"); Answer = r.Text; } } class W { object D { get; set; } V Model => (V)D; void R() { Process.Start([|Model.Answer|]); } }")]
    [InlineData("class V { public string Answer { get; private set; } = \"\"; public async Task P(IChatClient c) { var r = await c.GetResponseAsync(\"x\"); Answer = r.Text; } } abstract class W : Microsoft.AspNetCore.Mvc.RazorPages.Page { Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary<V> VD => (Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary<V>)PageContext.ViewData; V M => VD.Model; void R() { Process.Start([|M.Answer|]); } }")]
    public async Task Scratch(string source) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", source);
}
