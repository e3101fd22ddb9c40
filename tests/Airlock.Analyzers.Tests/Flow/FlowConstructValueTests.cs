namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Values and what holds them: variables, members, objects, tuples, collections. What is marked is a model's text; its neighbour is not.</summary>
public class FlowConstructValueTests
{
    [Theory]
    // Variables.
    [InlineData("var s = r.Text; var t = s; Start([|t|]); Start(plain);")]
    [InlineData("var s = r.Text; Start([|s|]); s = plain; Start(s);")]
    [InlineData("var s = plain; Start(s); s = r.Text; Start([|s|]);")]
    [InlineData("string a, b; a = b = r.Text; Start([|a|]); Start([|b|]);")]
    [InlineData("var a = r.Text; var b = plain; (a, b) = (b, a); Start(a); Start([|b|]);")]
    [InlineData("object o = r.Text; Start([|(string)o|]); Start([|o as string|]);")]
    [InlineData("dynamic d = r.Text; string s = d; Start([|s|]); dynamic e = plain; string t = e; Start(t);")]
    [InlineData("ref var place = ref plain; place = r.Text; Start([|place|]);")]
    [InlineData("const string fixedText = \"git\"; Start(fixedText); Start([|fixedText + r.Text|]);")]
    [InlineData("if (DateTime.Now.Hour > 3) plain = r.Text; Start([|plain|]);")]
    [InlineData("var n = r.Text.Length; Start(n.ToString()); Start([|n + r.Text|]);")]
    [InlineData("int.TryParse(r.Text, out var n); Start(n.ToString());")]
    [InlineData("using var reader = new StringReader(r.Text); Start([|reader.ReadLine()|]);")]
    [InlineData("var s = r.Text!; Start([|s|]); Start(nameof(r.Text)); Start(default(string)!); Start(typeof(string).Name);")]
    public void Variables(string body) => FlowConstruct.VerifyBody(body);

    [Theory]
    // Fields.
    [InlineData("_field = r.Text; Start([|_field|]); Start(_other);", "string _field = \"\", _other = \"\";")]
    [InlineData("_field = r.Text; Start([|this._field|]); _field = plain; Start(_field);", "string _field = \"\";")]
    [InlineData("_field = r.Text;", "string _field = \"\", _other = \"\"; void Later() { Start([|_field|]); Start(_other); }")]
    [InlineData("Shared = r.Text;", "static string Shared = \"\", Other = \"\"; static void Later() { Start([|Shared|]); Start(Other); }")]
    [InlineData("Cache.Last = r.Text;", "static class Cache { public static string? Last; public static string? First; } void Later() { Start([|Cache.Last|]!); Start(Cache.First!); }")]
    [InlineData("var box = new Box { Value = r.Text }; Start([|box.Value|]); Start(box.Other);", "class Box { public string Value = \"\", Other = \"\"; }")]
    [InlineData("var box = new Box(); box.Value = r.Text; var same = box; Start([|same.Value|]); Start(same.Other);", "class Box { public string Value = \"\", Other = \"\"; }")]
    [InlineData("var box = new Outer(); box.Inner.Value = r.Text; Start([|box.Inner.Value|]); Start(box.Inner.Other);", "class Outer { public Box Inner = new(); } class Box { public string Value = \"\", Other = \"\"; }")]
    [InlineData("var pair = new Pair(); pair.A = r.Text; var copy = pair; pair.A = plain; Start([|copy.A|]); Start(pair.A);", "struct Pair { public string A, B; }")]
    [InlineData("_lazy = new Lazy<string>(() => r.Text); Start([|_lazy.Value|]);", "Lazy<string> _lazy = null!;")]
    // Properties.
    [InlineData("Text = r.Text; Start([|Text|]); Start(Other);", "string Text { get; set; } = \"\"; string Other { get; set; } = \"\";")]
    [InlineData("Text = r.Text;", "string Text { get; set; } = \"\"; string Other { get; set; } = \"\"; void Later() { Start([|Text|]); Start(Other); }")]
    [InlineData("_field = r.Text; Start([|Text|]); Start(Other);", "string _field = \"\"; string Text => _field.Trim(); string Other => \"git\";")]
    [InlineData("Text = r.Text; Start([|_field|]);", "string _field = \"\"; string Text { get => _field; set => _field = value.Trim(); }")]
    [InlineData("Text = r.Text; Start(Text);", "string Text { get => \"git\"; set { _ = value; } } ")]
    [InlineData("Text = r.Text; Start([|Text|]);", "string Text { get => field ?? \"\"; set; }")]
    [InlineData("Text = r.Text; Start(Text);", "string Text { get; set => field = \"git\"; } = \"\";")]
    [InlineData("Text = r.Text;", "string Text { set { Start([|value|]); } }")]
    [InlineData("IHolder holder = new Holder(r.Text); Start([|holder.Text|]);", "interface IHolder { string Text { get; } } class Holder(string text) : IHolder { public string Text => text; }")]
    [InlineData("IHolder holder = new Holder(r.Text); Start(holder.Text);", "interface IHolder { string Text { get; } } class Holder(string text) : IHolder { public string Text => \"git\"; string Kept => text; }")]
    [InlineData("var holder = new Holder { Text = r.Text }; Start([|holder.Text|]); Start(holder.Other);", "class Holder { public required string Text { get; init; } public string Other { get; init; } = \"\"; }")]
    // Indexers.
    [InlineData("var table = new Table(); table[\"a\"] = r.Text; Start([|table[\"a\"]|]);", "class Table { readonly Dictionary<string, string> _rows = []; public string this[string key] { get => _rows[key]; set => _rows[key] = value; } }")]
    [InlineData("var table = new Table { [\"a\"] = r.Text }; Start([|table[\"a\"]|]);", "class Table { string _row = \"\"; public string this[string key] { get => _row; set => _row = value; } }")]
    [InlineData("var table = new Table(); Start(table[r.Text]);", "class Table { public string this[string key] => key.Length > 3 ? \"git\" : \"ls\"; }")]
    [InlineData("var table = new Table(); Start([|table[r.Text]|]);", "class Table { public string this[string key] => key + \".exe\"; }")]
    public void Members(string body, string members) => FlowConstruct.VerifyBody(body, members);

    [Theory]
    // Records.
    [InlineData("var one = new One(r.Text, plain); Start([|one.A|]); Start(one.B);")]
    [InlineData("var one = new One(plain, plain) with { A = r.Text }; Start([|one.A|]); Start(one.B);")]
    [InlineData("var one = new One(r.Text, plain) with { A = plain }; Start(one.A); Start(one.B);")]
    [InlineData("var one = new One(r.Text, plain); var two = one with { B = \"x\" }; Start([|two.A|]); Start(two.B);")]
    [InlineData("var (a, b) = new One(r.Text, plain); Start([|a|]); Start(b);")]
    [InlineData("if (new One(r.Text, plain) is { A: var a, B: var b }) { Start([|a|]); Start(b); }")]
    [InlineData("var s = new Value(r.Text) { Note = plain }; Start([|s.A|]); Start(s.Note!);")]
    [InlineData("var s = new Value(plain) with { Note = r.Text }; Start([|s.Note|]); Start(s.A);")]
    [InlineData("Start([|new One(r.Text, plain).ToString()|]);")]
    [InlineData("var own = new Own(r.Text); Start([|own.Trimmed|]); Start(own.Fixed);")]
    // Tuples and deconstruction.
    [InlineData("var t = (r.Text, plain); Start([|t.Item1|]); Start(t.Item2);")]
    [InlineData("(string A, string B) t = (plain, r.Text); Start(t.A); Start([|t.B|]); Start([|t.Item2|]);")]
    [InlineData("var (a, b) = (r.Text, plain); Start([|a|]); Start(b);")]
    [InlineData("string a; (a, var b) = (plain, r.Text); Start(a); Start([|b|]);")]
    [InlineData("var (a, (b, c)) = (plain, (r.Text, plain)); Start(a); Start([|b|]); Start(c);")]
    [InlineData("var (_, b) = (r.Text, plain); Start(b);")]
    [InlineData("var t = Tuple.Create(r.Text, plain); Start([|t.Item1|]);")]
    [InlineData("var (a, b) = Two(r.Text, plain); Start([|a|]); Start(b); static (string, string) Two(string x, string y) => (x, y);")]
    [InlineData("(_a, _b) = (r.Text, plain); Start([|_a|]); Start(_b);")]
    // Anonymous objects.
    [InlineData("var o = new { A = r.Text, B = plain }; Start([|o.A|]); Start(o.B);")]
    [InlineData("var o = new { r.Text, plain }; Start([|o.Text|]); Start(o.plain);")]
    // Initialisers.
    [InlineData("var o = new Outer { Inner = { Note = r.Text }, Name = plain }; Start([|o.Inner.Note|]); Start(o.Name);")]
    [InlineData("var o = new Outer { Names = { r.Text }, Name = plain }; Start([|o.Names[0]|]); Start(o.Name);")]
    public void Objects(string body) => FlowConstruct.VerifyBody(body, """
        string _a = "", _b = "";
        record One(string A, string B);
        record struct Value(string A) { public string? Note { get; init; } }
        record Own(string A) { public string Trimmed => A.Trim(); public string Fixed { get; } = "git"; }
        class Inner { public string? Note { get; set; } }
        class Outer { public Inner Inner { get; } = new(); public List<string> Names { get; } = []; public string Name { get; set; } = ""; }
        """);

    [Theory]
    [InlineData("var a = new[] { plain, r.Text }; Start([|a[0]|]); var b = new[] { plain }; Start(b[0]);")]
    [InlineData("var a = new string[3]; a[1] = r.Text; Start([|a[2]|]);")]
    [InlineData("var a = new string[2, 2]; a[0, 1] = r.Text; Start([|a[1, 1]|]);")]
    [InlineData("var a = new string[1][]; a[0] = new[] { r.Text }; Start([|a[0][0]|]);")]
    [InlineData("string[] a = [plain, r.Text]; Start([|a[^1]|]);")]
    [InlineData("string[] a = [plain, .. r.Text.Split(' ')]; Start([|a[0]|]);")]
    [InlineData("string[] a = [r.Text]; string[] b = [.. a, plain]; Start([|b[0]|]); string[] c = [plain, .. new[] { plain }]; Start(c[0]);")]
    [InlineData("List<string> l = [r.Text]; Start([|l[0]|]); List<string> m = [plain]; Start(m[0]);")]
    [InlineData("var l = new List<string>(); l.Add(r.Text); Start([|l[0]|]); l.Clear(); Start(string.Concat(l));")]
    [InlineData("var l = new List<string>(); l.AddRange(new[] { r.Text }); l.Sort(); Start([|l.Find(x => x.Length > 1)|]);")]
    [InlineData("var l = new List<string> { r.Text, plain }; l.RemoveAt(0); Start([|l[0]|]); Start(l.Count.ToString());")]
    [InlineData("var l = new List<string>(); l.Insert(0, r.Text); Start([|string.Join(' ', l)|]);")]
    [InlineData("var l = new List<(string A, string B)> { (r.Text, plain) }; Start([|l[0].A|]);")]
    [InlineData("var q = new Queue<string>(); q.Enqueue(r.Text); Start([|q.Dequeue()|]); var p = new Queue<string>(); p.Enqueue(plain); Start(p.Peek());")]
    [InlineData("var s = new Stack<string>(); s.Push(r.Text); if (s.TryPop(out var top)) Start([|top|]);")]
    [InlineData("var s = new HashSet<string> { r.Text }; foreach (var x in s) Start([|x|]);")]
    [InlineData("var b = new System.Collections.Concurrent.ConcurrentBag<string>(); b.Add(r.Text); b.TryTake(out var x); Start([|x|]);")]
    [InlineData("var l = System.Collections.Immutable.ImmutableList<string>.Empty; l = l.Add(r.Text); Start([|l[0]|]);")]
    [InlineData("var a = System.Collections.Immutable.ImmutableArray.Create(r.Text); Start([|a[0]|]);")]
    [InlineData("var builder = System.Collections.Immutable.ImmutableArray.CreateBuilder<string>(); builder.Add(r.Text); Start([|builder.ToImmutable()[0]|]);")]
    [InlineData("var d = new Dictionary<string, string> { [\"a\"] = r.Text }; Start([|d[\"a\"]|]); var e = new Dictionary<string, string> { [\"a\"] = plain }; Start(e[\"a\"]);")]
    [InlineData("var d = new Dictionary<string, string> { { \"a\", r.Text } }; Start([|d.GetValueOrDefault(\"a\")|]);")]
    [InlineData("var d = new Dictionary<string, string>(); d.Add(\"a\", r.Text); foreach (var (key, value) in d) Start([|value|]);")]
    [InlineData("var d = new Dictionary<string, string>(); d.TryAdd(\"a\", r.Text); foreach (var pair in d) Start([|pair.Value|]);")]
    [InlineData("var d = new Dictionary<string, string> { [\"a\"] = r.Text }; Start([|d.Values.First()|]);")]
    [InlineData("var d = new Dictionary<string, string> { [\"a\"] = plain }; Start(d[r.Text]); d.TryGetValue(r.Text, out var found); Start(found!);")]
    [InlineData("var d = new Dictionary<string, List<string>> { [\"a\"] = [] }; d[\"a\"].Add(r.Text); Start([|d[\"a\"][0]|]);")]
    [InlineData("var d = new System.Collections.Concurrent.ConcurrentDictionary<string, string>(); Start([|d.GetOrAdd(\"a\", _ => r.Text)|]);")]
    [InlineData("var d = new System.Collections.Concurrent.ConcurrentDictionary<string, string>(); d.AddOrUpdate(\"a\", r.Text, (_, old) => old); Start([|d[\"a\"]|]);")]
    [InlineData("ReadOnlySpan<char> s = r.Text; Start([|s.Trim().ToString()|]); ReadOnlySpan<char> p = plain; Start(p.ToString());")]
    [InlineData("var s = r.Text.AsSpan(1, 3); Start([|new string(s)|]);")]
    [InlineData("Span<char> to = stackalloc char[9]; r.Text.AsSpan(0, 9).CopyTo(to); Start([|to.ToString()|]);")]
    [InlineData("var m = r.Text.AsMemory(); Start([|m.ToString()|]); Start([|m.Slice(1).Span.ToString()|]);")]
    [InlineData("Span<string> all = [r.Text, plain]; Start([|all[1]|]);")]
    [InlineData("string[] from = [r.Text]; var to = new string[1]; from.CopyTo(to, 0); Start([|to[0]|]);")]
    [InlineData("IReadOnlyList<string> l = new[] { r.Text }.AsReadOnly(); Start([|l[0]|]);")]
    [InlineData("_kept.Add(r.Text); Start([|_kept[0]|]); Start(_clean.Count > 0 ? _clean[0] : plain);")]
    [InlineData("var o = new Holder(); o.Items.Add(r.Text); Start([|o.Items[0]|]);")]
    public void Collections(string body) => FlowConstruct.VerifyBody(body, """
        readonly List<string> _kept = [], _clean = [];
        class Holder { public List<string> Items { get; } = []; }
        """);

    [Theory]
    [InlineData("_kept.Add(r.Text);", "static readonly List<string> _kept = []; static void Later() { foreach (var x in _kept) Start([|x|]); }")]
    [InlineData("_queue.Enqueue(r.Text);", "readonly System.Collections.Concurrent.ConcurrentQueue<string> _queue = new(); void Later() { while (_queue.TryDequeue(out var x)) Start([|x|]); }")]
    [InlineData("_map[\"a\"] = r.Text;", "readonly Dictionary<string, string> _map = []; void Later() { if (_map.TryGetValue(\"a\", out var x)) Start([|x|]); }")]
    [InlineData("Fill(_kept, r.Text);", "readonly List<string> _kept = []; static void Fill(List<string> list, string text) => list.Add(text); void Later() => Start([|_kept[0]|]);")]
    [InlineData("var list = new List<string>(); Fill(list, r.Text); Start([|list[0]|]);", "static void Fill(List<string> list, string text) { list.Add(text); }")]
    [InlineData("var list = new List<string>(); Fill(list, r.Text); Start(list[0]);", "static void Fill(List<string> list, string text) { list.Add(text.Length > 3 ? \"git\" : \"ls\"); }")]
    [InlineData("Box.Items.Add(r.Text); Start([|Box.Items[0]|]);", "static class Box { public static List<string> Items { get; } = []; }")]
    public void Collections_of_others(string body, string members) => FlowConstruct.VerifyBody(body, members);
}
