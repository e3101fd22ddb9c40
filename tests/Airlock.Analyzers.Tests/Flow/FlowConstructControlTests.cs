namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Branches, patterns, exceptions and loops. What is marked is a model's text; its neighbour is not.</summary>
public class FlowConstructControlTests
{
    [Theory]
    // Choices.
    [InlineData("""Start([|plain.Length > 3 ? r.Text : "git"|]); Start(r.Text.Length > 3 ? plain : "git");""")]
    [InlineData("""string s; if (plain == "a") s = r.Text; else s = "git"; Start([|s|]);""")]
    [InlineData("""string s; if (plain == "a") { s = r.Text; Start([|s|]); } else { s = "git"; Start(s); }""")]
    [InlineData("""string s; switch (plain) { case "a": s = r.Text; break; case "b": s = "git"; Start(s); break; default: s = "ls"; break; } Start([|s|]);""")]
    [InlineData("""Start([|plain switch { "a" => r.Text, _ => "git" }|]); Start(r.Text switch { "a" => plain, _ => "git" });""")]
    [InlineData("""var s = plain; goto end; end: s = r.Text; Start([|s|]);""")]
    [InlineData("""if (plain == "a") { Start(plain); return; } plain = r.Text; Start([|plain|]);""")]
    [InlineData("""var s = r.Text; if (plain == "a") return; s = "git"; Start(s);""")]
    [InlineData("""Start([|r.Text ?? "git"|]); Start([|plain ?? r.Text|]); string? s = null; s ??= r.Text; Start([|s|]);""")]
    [InlineData("""ChatResponse? maybe = plain == "" ? null : r; Start([|maybe?.Text|]); Start([|maybe?.Text?.Trim()?.ToLower()|]); Start(maybe?.Text.Length.ToString());""")]
    [InlineData("""ChatResponse? maybe = r; if (maybe is not null) Start([|maybe.Text|]);""")]
    [InlineData("""var o = new Box(); o?.Text = r.Text; Start([|o!.Text|]);""", """class Box { public string Text = ""; }""")]
    public void Branches(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""if (r.Text is { } s) Start([|s|]); if (plain is { } p) Start(p);""")]
    [InlineData("""if (r.Text is not { Length: > 3 } s) return; Start([|s|]);""")]
    [InlineData("""if (r is { Text: { Length: > 1 } s }) Start([|s|]); if (r is { Text: var t, Usage: null }) Start([|t|]);""")]
    [InlineData("""if (r.Text.Split(' ') is [var a, .. var rest]) { Start([|a|]); Start([|rest[0]|]); }""")]
    [InlineData("""if (r.Text.Split(' ') is ["git", var a]) Start([|a|]);""")]
    [InlineData("""if (r.Text is ['a', .. var rest]) Start([|rest|]);""")]
    [InlineData("""if (new Pair(r.Text, plain) is { A: var a, B: var b }) { Start([|a|]); Start(b); }""", """record Pair(string A, string B);""")]
    [InlineData("""object o = r.Text; switch (o) { case string s when s.Length > 3: Start([|s|]); break; case int n: Start(n.ToString()); break; }""")]
    [InlineData("""object o = r.Text; Start([|o switch { string s => s, int n => n.ToString(), _ => "git" }|]);""")]
    [InlineData("""if (r.Text is "git" or "ls") Start(r.Text); else Start([|r.Text|]);""")]
    [InlineData("""var s = r.Text; if (s is "git" or "ls") Start(s); else Start([|s|]);""")]
    [InlineData("""var s = r.Text; if (s is not ("git" or "ls")) throw new Exception(); Start(s);""")]
    [InlineData("""var s = r.Text; switch (s) { case "git": Start(s); break; default: Start([|s|]); break; }""")]
    [InlineData("""var s = r.Text switch { "a" => "git", "b" => "ls", _ => throw new Exception() }; Start(s);""")]
    [InlineData("""foreach (var content in r.Messages[0].Contents) { if (content is TextContent { Text: var t }) Start([|t|]); if (content is UsageContent u) Start(u.Details.TotalTokenCount.ToString()); }""")]
    public void Patterns(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""var s = plain; try { s = r.Text; } finally { Start([|s|]); } Start([|s|]);""")]
    [InlineData("""var s = plain; try { s = r.Text; throw new Exception(); } catch (Exception) { Start([|s|]); }""")]
    [InlineData("""var s = plain; try { s = r.Text; Console.WriteLine(); } catch (IOException) { s = "git"; } Start([|s|]);""")]
    [InlineData("""var s = r.Text; try { s = "git"; } finally { s = "ls"; } Start(s);""")]
    [InlineData("""try { throw new Exception(r.Text); } catch (Exception e) { Start([|e.Message|]); }""")]
    [InlineData("""try { throw new Exception("git"); } catch (Exception e) { Start(e.Message); }""")]
    [InlineData("""try { Fail(r.Text); } catch (Exception e) { Start([|e.Message|]); }""", """static void Fail(string text) => throw new InvalidOperationException("no: " + text);""")]
    [InlineData("""try { Fail(r.Text); } catch (Own e) { Start([|e.Reply|]); Start(e.Other); }""", """class Own(string reply) : Exception { public string Reply => reply; public string Other => "git"; } static void Fail(string text) => throw new Own(text);""")]
    [InlineData("""try { Outer(r.Text); } catch (Exception e) { Start([|e.Message|]); }""", """static void Outer(string text) => Fail(text); static void Fail(string text) => throw new InvalidOperationException(text);""")]
    [InlineData("""try { } catch (Exception e) when (e.Message == r.Text) { Start(plain); }""")]
    [InlineData("""using (var w = new StringWriter()) { w.Write(r.Text); Start([|w.ToString()|]); }""")]
    [InlineData("""lock (this) { plain = r.Text; } Start([|plain|]);""")]
    public void Exceptions(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""var s = plain; for (var i = 0; i < 3; i++) { Start([|s|]); s = r.Text; }""")]
    [InlineData("""var s = ""; while (s.Length < 9) { s += r.Text; } Start([|s|]);""")]
    [InlineData("""var s = plain; do { Start([|s|]); s = r.Text; } while (plain == "a");""")]
    [InlineData("""var s = plain; foreach (var x in new[] { 1, 2 }) { if (x == 1) continue; s = r.Text; break; } Start([|s|]);""")]
    [InlineData("""string a = plain, b = plain, c = plain; for (var i = 0; i < 3; i++) { Start([|c|]); c = b; b = a; a = r.Text; }""")]
    [InlineData("""var s = plain; for (var i = 0; i < 3; i++) { s = r.Text; s = "git"; Start(s); }""")]
    [InlineData("""foreach (var m in r.Messages) Start([|m.Text|]); foreach (var (i, m) in r.Messages.Index()) Start([|m.Text|]);""")]
    [InlineData("""using var e = r.Messages.GetEnumerator(); while (e.MoveNext()) Start([|e.Current.Text|]);""")]
    [InlineData("""foreach (var x in Words(r.Text)) Start([|x|]); foreach (var x in Words(plain)) Start(x);""", """static IEnumerable<string> Words(string text) { foreach (var x in text.Split(' ')) yield return x; }""")]
    [InlineData("""foreach (var x in Words(r.Text)) Start(x);""", """static IEnumerable<string> Words(string text) { for (var i = 0; i < text.Length; i++) yield return "git"; }""")]
    [InlineData("""foreach (var x in new Words(r.Text)) Start([|x|]);""", """class Words(string text) { public IEnumerator<string> GetEnumerator() { yield return text; } }""")]
    [InlineData("""foreach (var x in new Words(r.Text)) Start([|x|]);""", """class Words(string text) : IEnumerable<string> { public IEnumerator<string> GetEnumerator() { yield return text; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }""")]
    [InlineData("""await foreach (var x in Words(r.Text)) Start([|x|]);""", """static async IAsyncEnumerable<string> Words(string text) { await Task.Yield(); yield return text; }""")]
    [InlineData("""foreach (var x in Pass(Words(r.Text))) Start([|x|]);""", """static IEnumerable<string> Words(string text) { yield return text; } static IEnumerable<string> Pass(IEnumerable<string> all) { foreach (var x in all) yield return x.Trim(); }""")]
    public void Loops(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);
}
