namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Work that goes on elsewhere: tasks, promises, channels, streamed answers. What is marked is a model's text; its neighbour is not.</summary>
public class FlowConstructTaskTests
{
    [Theory]
    [InlineData("""Start([|await Get(r.Text)|]); Start(await Get(plain));""", """static async Task<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""Start([|await Get(r.Text).ConfigureAwait(false)|]);""", """static async Task<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""Start([|Get(r.Text).Result|]); Start(Get(plain).Result);""", """static async Task<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""Start([|Get(r.Text).GetAwaiter().GetResult()|]);""", """static async Task<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""var t = Get(r.Text); await t; Start([|t.Result|]);""", """static async Task<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""var t = Get(r.Text); t.Wait(); Start([|t.Result|]);""", """static Task<string> Get(string text) => Task.FromResult(text);""")]
    [InlineData("""Start([|await Get(r.Text)|]); Start(await Fixed(r.Text));""", """static ValueTask<string> Get(string text) => new(text); static ValueTask<string> Fixed(string text) => ValueTask.FromResult(text.Length > 3 ? "git" : "ls");""")]
    [InlineData("""Start([|await Get(r.Text).AsTask()|]);""", """static async ValueTask<string> Get(string text) { await Task.Yield(); return text; }""")]
    [InlineData("""Start([|await Task.FromResult(r.Text)|]); Start([|await Task.FromResult(r.Text).WaitAsync(TimeSpan.FromSeconds(1))|]);""")]
    public void Awaiting(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""Start([|await Task.Run(() => r.Text)|]); Start(await Task.Run(() => plain));""")]
    [InlineData("""Start([|await Task.Run(async () => { await Task.Yield(); return r.Text; })|]);""")]
    [InlineData("""await Task.Run(() => Start([|r.Text|])); await Task.Run(() => { var s = r.Text; Start([|s|]); Start(plain); });""")]
    [InlineData("""await Task.Run(() => Run(r.Text));""", """static void Run(string text) => Start([|text|]);""")]
    [InlineData("""var s = plain; await Task.Run(() => { s = r.Text; }); Start([|s|]);""")]
    [InlineData("""Start([|await Task.Factory.StartNew(() => r.Text)|]);""")]
    [InlineData("""var all = await Task.WhenAll(Task.FromResult(r.Text), Task.FromResult(plain)); Start([|all[0]|]);""")]
    [InlineData("""var all = await Task.WhenAll(new[] { 1, 2 }.Select(i => Task.FromResult(r.Text + i))); foreach (var x in all) Start([|x|]);""")]
    [InlineData("""var first = await Task.WhenAny(Task.FromResult(r.Text)); Start([|first.Result|]); Start([|await first|]);""")]
    [InlineData("""var a = Task.FromResult(r.Text); var b = Task.FromResult(plain); await Task.WhenAll(a, b); Start([|a.Result|]); Start(b.Result);""")]
    [InlineData("""Start([|await Task.FromResult(r.Text).ContinueWith(t => t.Result.Trim())|]);""")]
    [InlineData("""await Task.FromResult(r.Text).ContinueWith(t => { Start([|t.Result|]); });""")]
    [InlineData("""await Task.FromResult(r.Text).ContinueWith(Run);""", """static void Run(Task<string> task) => Start([|task.Result|]);""")]
    [InlineData("""await Task.FromResult(plain).ContinueWith(t => Start(t.Result));""")]
    [InlineData("""await Parallel.ForEachAsync(r.Text.Split(' '), async (x, _) => { await Task.Yield(); Start([|x|]); });""")]
    [InlineData("""Parallel.ForEach(r.Text.Split(' '), x => Start([|x|])); Parallel.ForEach(plain.Split(' '), x => Start(x));""")]
    [InlineData("""new Thread(() => Start([|r.Text|])).Start();""")]
    [InlineData("""ThreadPool.QueueUserWorkItem(_ => Start([|r.Text|]));""")]
    [InlineData("""ThreadPool.QueueUserWorkItem(state => Start([|(string)state!|]), r.Text);""")]
    [InlineData("""using var timer = new Timer(state => Start([|(string)state!|]), r.Text, 0, 1);""")]
    [InlineData("""await foreach (var t in Task.WhenEach(Task.FromResult(r.Text))) Start([|await t|]);""")]
    [InlineData("""var local = new AsyncLocal<string> { Value = r.Text }; Start([|local.Value|]);""")]
    public void Tasks(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""var p = new TaskCompletionSource<string>(); p.SetResult(r.Text); Start([|await p.Task|]);""")]
    [InlineData("""var p = new TaskCompletionSource<string>(); p.TrySetResult(r.Text); Start([|p.Task.Result|]); var q = new TaskCompletionSource<string>(); q.SetResult(plain); Start(await q.Task);""")]
    [InlineData("""_promise.SetResult(r.Text);""", """readonly TaskCompletionSource<string> _promise = new(); async Task Later() => Start([|await _promise.Task|]);""")]
    [InlineData("""var c = Channel.CreateUnbounded<string>(); await c.Writer.WriteAsync(r.Text); Start([|await c.Reader.ReadAsync()|]);""", "", """using System.Threading.Channels;""")]
    [InlineData("""var c = Channel.CreateUnbounded<string>(); c.Writer.TryWrite(r.Text); await foreach (var x in c.Reader.ReadAllAsync()) Start([|x|]);""", "", """using System.Threading.Channels;""")]
    [InlineData("""var c = Channel.CreateBounded<string>(1); c.Writer.TryWrite(plain); if (c.Reader.TryRead(out var x)) Start(x);""", "", """using System.Threading.Channels;""")]
    [InlineData("""await _channel.Writer.WriteAsync(r.Text);""", """readonly Channel<string> _channel = Channel.CreateUnbounded<string>(); async Task Later() { await foreach (var x in _channel.Reader.ReadAllAsync()) Start([|x|]); }""", """using System.Threading.Channels;""")]
    [InlineData("""var b = new System.Collections.Concurrent.BlockingCollection<string>(); b.Add(r.Text); Start([|b.Take()|]); foreach (var x in b.GetConsumingEnumerable()) Start([|x|]);""")]
    [InlineData("""if ((r.Text, plain) is (var a, _)) { Start([|a|]); }""")]
    [InlineData("""if (new Pair(r.Text, plain) is (var a, _)) { Start([|a|]); }""", """record Pair(string A, string B);""")]
    [InlineData("""for (var i = 0; i < 3; i++) Start([|r.Messages[i].Text|]);""")]
    [InlineData("""var s = r.Text; for (var i = 0; i < s.Length; i++) Start([|s|]);""")]
    [InlineData("""var o = new Box { Text = r.Text }; if (o.Text.Length > 3) Start([|o.Text|]);""", """class Box { public string Text = ""; }""")]
    [InlineData("""Text = r.Text; if (Text.Length > 3) Start([|Text|]);""", """string Text { get; set; } = "";""")]
    [InlineData("""var l = r.Text.Split(' ').ToList(); if (l.Count > 1) Start([|l[0]|]);""")]
    [InlineData("""var l = r.Text.Split(' '); if (l.Length > 1) Start([|l[0]|]);""")]
    public void Handing_over(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""class C { async Task M(IChatClient c) { var text = ""; await foreach (var u in c.GetStreamingResponseAsync("x")) text += u.Text; Start([|text|]); } }""")]
    [InlineData("""class C { async Task M(IChatClient c) { var parts = new List<string>(); await foreach (var u in c.GetStreamingResponseAsync("x")) parts.Add(u.Text); Start([|string.Concat(parts)|]); Start(parts.Count.ToString()); } }""")]
    [InlineData("""class C { async Task M(IChatClient c) { await foreach (var x in Stream(c)) Start([|x|]); } async IAsyncEnumerable<string> Stream(IChatClient c) { await foreach (var u in c.GetStreamingResponseAsync("x")) yield return u.Text; } }""")]
    [InlineData("""class C { async Task M(IChatClient c) { await foreach (var u in c.GetStreamingResponseAsync("x").WithCancellation(default).ConfigureAwait(false)) Start([|u.Text|]); } }""")]
    [InlineData("""class C { async Task M(IChatClient c) { var all = await c.GetStreamingResponseAsync("x").ToChatResponseAsync(); Start([|all.Text|]); } }""")]
    public void Handing_over_of_files(params string[] files) => FlowConstruct.Verify(files);
}
