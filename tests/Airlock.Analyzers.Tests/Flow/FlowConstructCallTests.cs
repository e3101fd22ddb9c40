namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Calls of methods of the program, and the objects they make. What is marked is a model's text; its neighbour is not.</summary>
public class FlowConstructCallTests
{
    [Theory]
    // Methods.
    [InlineData("""Start([|Id(r.Text)|]); Start(Id(plain)); Start(Fixed(r.Text));""", """static string Id(string s) => s; static string Fixed(string s) => s.Length > 1 ? "git" : "ls";""")]
    [InlineData("""Run(r.Text);""", """static void Run(string text) { Start([|text|]); }""")]
    [InlineData("""Run(plain);""", """static void Run(string text) { Start(text); }""")]
    [InlineData("""Run(plain, r.Text);""", """void Run(string a, string b) { Start(a); Start([|b|]); }""")]
    [InlineData("""Run(b: plain, a: r.Text);""", """void Run(string a, string b = "") { Start([|a|]); Start(b); }""")]
    [InlineData("""Run();""", """void Run(string a = "git") { Start(a); }""")]
    [InlineData("""Run(plain, r.Text);""", """void Run(params string[] all) { Start([|all[0]|]); }""")]
    [InlineData("""Run("x", r.Text);""", """void Run(string x, params ReadOnlySpan<string> all) { Start(x); Start([|all[0]|]); }""")]
    [InlineData("""Run(plain); Run(r.Text);""", """void Run(string a) { Start([|a|]); }""")]
    [InlineData("""Start([|A(r.Text)|]); Start(A(plain));""", """string A(string s) => B(s); string B(string s) => D(s) + "x"; string D(string s) => E(s).Trim(); string E(string s) => F(s); string F(string s) => s;""")]
    [InlineData("""A(r.Text);""", """void A(string s) => B(s); void B(string s) => D(s); void D(string s) => E(s); void E(string s) => F(s); void F(string s) => Start([|s|]);""")]
    [InlineData("""Start([|Twice(r.Text)|]);""", """string Twice(string s) => s.Length > 99 ? s : Twice(s + s);""")]
    [InlineData("""Start(Down("x", 3, r.Text));""", """string Down(string s, int n, string other) => n == 0 ? s : Down(s, n - 1, other);""")]
    [InlineData("""Start([|Even(r.Text, 3)|]);""", """string Even(string s, int n) => n == 0 ? s : Odd(s, n - 1); string Odd(string s, int n) => n == 0 ? "git" : Even(s, n - 1);""")]
    [InlineData("""Start(First(plain, r.Text)); Start([|Second(plain, r.Text)|]);""", """static string First(string a, string b) => a; static string Second(string a, string b) => b;""")]
    [InlineData("""Start([|First(r.Text, plain)|]); Start(First(plain, r.Text));""", """static string First(string a, string b) { var (x, y) = (a, b); return x; }""")]
    [InlineData("""_ = Get();""", """string Get() { return Model().Text; } static ChatResponse Model() => new(); void Later() => Start([|Get()|]);""")]
    [InlineData("""Start([|new C().Id(r.Text)|]);""", """string Id(string s) => s;""")]
    [InlineData("""Start([|Other.Id(r.Text)|]); Start(Other.Id(plain));""", """static class Other { public static string Id(string s) => s; }""")]
    // Through ref and out.
    [InlineData("""Set(out var s, r.Text); Start([|s|]); Set(out var t, plain); Start(t);""", """static void Set(out string to, string from) => to = from;""")]
    [InlineData("""var s = plain; Add(ref s, r.Text); Start([|s|]);""", """static void Add(ref string to, string from) => to += from;""")]
    [InlineData("""var s = r.Text; Reset(ref s); Start(s);""", """static void Reset(ref string s) => s = "git";""")]
    [InlineData("""if (Try(r.Text, out var s)) Start([|s|]); if (Try(plain, out var t)) Start(t);""", """static bool Try(string text, out string found) { found = text.Trim(); return found.Length > 1; }""")]
    [InlineData("""Run(in r);""", """static void Run(in ChatResponse reply) => Start([|reply.Text|]);""")]
    [InlineData("""Run(ref plain, r.Text); Start([|plain|]);""", """static void Run(ref string a, string b) { a = b; }""")]
    [InlineData("""Place() = r.Text; Start([|_kept|]);""", """string _kept = ""; ref string Place() => ref _kept;""")]
    public void Direct_calls(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    // Through an interface, a base or a type parameter, every method that may run counts.
    [InlineData("""IRun run = new One(); run.Run(r.Text);""", """interface IRun { void Run(string s); } class One : IRun { public void Run(string s) => Start([|s|]); } class Two : IRun { public void Run(string s) => Start([|s|]); } class Three { public void Run(string s) => Start(s); }""")]
    [InlineData("""IGet get = new One(r.Text); Start([|get.Get()|]);""", """interface IGet { string Get(); } class One(string s) : IGet { public string Get() => s; } class Two : IGet { public string Get() => "git"; }""")]
    [InlineData("""IGet get = new Two(); Start(get.Get());""", """interface IGet { string Get(); } class Two : IGet { public string Get() => "git"; }""")]
    [InlineData("""((IRun)new One()).Run(r.Text);""", """interface IRun { void Run(string s); } class One : IRun { void IRun.Run(string s) => Start([|s|]); }""")]
    [InlineData("""IRun run = new One(); run.Run(r.Text);""", """interface IRun { void Run(string s) => Start([|s|]); } class One : IRun;""")]
    [InlineData("""IRun<string> run = new One(); run.Run(r.Text);""", """interface IRun<T> { void Run(T s); } class One : IRun<string> { public void Run(string s) => Start([|s|]); }""")]
    [InlineData("""Base b = new Derived(); b.Run(r.Text);""", """abstract class Base { public abstract void Run(string s); } class Derived : Base { public override void Run(string s) => Start([|s|]); }""")]
    [InlineData("""Base b = new Derived(); b.Run(r.Text);""", """class Base { public virtual void Run(string s) { } } class Derived : Base { public override void Run(string s) { base.Run(s); Start([|s|]); } }""")]
    [InlineData("""new Derived().Run(r.Text);""", """class Base { public void Run(string s) => Act(s); protected virtual void Act(string s) { } } class Derived : Base { protected override void Act(string s) => Start([|s|]); }""")]
    [InlineData("""new Derived().Run(r.Text);""", """class Base { public virtual void Run(string s) => Start([|s|]); } class Derived : Base { public override void Run(string s) => base.Run(s.Trim()); }""")]
    [InlineData("""new Base().Run(r.Text);""", """sealed class Base { public void Run(string s) => Start([|s|]); } class Other { public void Run(string s) => Start(s); }""")]
    [InlineData("""Start([|Id(r.Text)|]); Start(Id(plain)); Start(Id<string>(plain));""", """static T Id<T>(T value) => value;""")]
    [InlineData("""Start([|Get<One>(r.Text)|]);""", """interface IGet { static abstract string Get(string s); } class One : IGet { public static string Get(string s) => s; } static string Get<T>(string s) where T : IGet => T.Get(s);""")]
    [InlineData("""Run(new One(), r.Text);""", """interface IRun { void Run(string s); } class One : IRun { public void Run(string s) => Start([|s|]); } static void Run<T>(T run, string s) where T : IRun => run.Run(s);""")]
    [InlineData("""var b = new Box<string>(r.Text); Start([|b.Value|]); Start([|b.Get()|]);""", """class Box<T>(T value) { public T Value { get; } = value; public T Get() => Value; }""")]
    [InlineData("""var b = new Box<string>(); b.Set(r.Text); Start([|b.Get()|]);""", """class Box<T> { T _value = default!; public void Set(T value) => _value = value; public T Get() => _value; }""")]
    [InlineData("""var l = new Own(); l.Add(r.Text); Start([|l[0]|]);""", """class Own : List<string>;""")]
    public void Dispatch(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""class C { void M(ChatResponse r, string plain) { Start([|r.Text.Quote()|]); Start(plain.Quote()); r.Text.Run(); } } static class E { public static string Quote(this string s) => "'" + s + "'"; public static void Run(this string s) => Start([|s|]); }""")]
    [InlineData("""class C { void M(ChatResponse r, string plain) { Start([|r.Text.Quote()|]); Start(plain.Quote()); Start([|r.Text.Quoted|]); r.Text.Run(); } } static class E { extension(string s) { public string Quote() => "'" + s + "'"; public string Quoted => "'" + s; public void Run() => Start([|s|]); } }""")]
    [InlineData("""class C { void M(ChatResponse r, string plain) { Start([|r.Answer|]); Start([|r.Answered()|]); } } static class E { extension(ChatResponse r) { public string Answer => r.Text.Trim(); } public static string Answered(this ChatResponse r) => r.Text; }""")]
    [InlineData("""class C { void M(ChatResponse r) { Start([|string.Of(r.Text)|]); } } static class E { extension(string) { public static string Of(string s) => s; } }""")]
    [InlineData("""partial class C { partial void Run(string s); void M(ChatResponse r) => Run(r.Text); }""", """partial class C { partial void Run(string s) { Start([|s|]); } }""")]
    [InlineData("""partial class C { string _text = ""; void M(ChatResponse r) => _text = r.Text; }""", """partial class C { void Later() => Start([|_text|]); }""")]
    [InlineData("""partial class C { partial string Text { get; set; } void M(ChatResponse r) { Text = r.Text; } void Later() => Start([|Text|]); }""", """partial class C { string _text = ""; partial string Text { get => _text; set => _text = value; } }""")]
    [InlineData("""partial class C(string text) { void M() => Start([|text|]); }""", """class D { void M(ChatResponse r) => new C(r.Text).ToString(); }""")]
    public void Dispatch_of_files(params string[] files) => FlowConstruct.Verify(files);

    [Theory]
    // Constructors, initial values, base calls.
    [InlineData("""var b = new Box(r.Text); Start([|b.Text|]); Start(b.Other); b.Run();""", """class Box { public string Text, Other = "git"; public Box(string text) { Text = text; } public void Run() => Start([|Text|]); }""")]
    [InlineData("""var b = new Box(r.Text); Start([|b.Text|]); b.Run();""", """class Box(string text) { public string Text { get; } = text.Trim(); public void Run() { Start([|text|]); Start([|Text|]); } }""")]
    [InlineData("""var b = new Box(plain); b.Run();""", """class Box(string text) { public void Run() => Start(text); }""")]
    [InlineData("""new Box(r.Text, plain).Run();""", """class Box(string a, string b) { public void Run() { Start([|a|]); Start(b); } }""")]
    [InlineData("""new Derived(r.Text).Run();""", """class Base(string text) { public void Run() => Start([|text|]); } class Derived(string text) : Base(text);""")]
    [InlineData("""new Derived(r.Text).Run();""", """class Base { protected string Text; protected Base(string text) => Text = text; } class Derived : Base { public Derived(string text) : base("x " + text) { } public void Run() => Start([|Text|]); }""")]
    [InlineData("""new Derived(r.Text).Run();""", """class Base { protected string Text; protected Base(string text) => Text = text; } class Derived : Base { readonly string _own; public Derived(string text) : base("git") { _own = text; } public void Run() { Start(Text); Start([|_own|]); } }""")]
    [InlineData("""new Box(r.Text).Run();""", """class Box { readonly string _text; public Box(string text) : this(text, "x") { } Box(string text, string more) { _text = text + more; } public void Run() => Start([|_text|]); }""")]
    [InlineData("""Box b = new(r.Text); b.Run();""", """class Box(string text) { public void Run() => Start([|text|]); }""")]
    [InlineData("""new Box(r.Text);""", """class Box { public Box(string text) { Start([|text|]); } }""")]
    [InlineData("""var b = new Box { Text = r.Text }; b.Run();""", """class Box { public string Text { get; init; } = ""; public void Run() => Start([|Text|]); }""")]
    [InlineData("""_ = new Box(r).Program;""", """class Box(ChatResponse reply) { public System.Diagnostics.Process? Program { get; } = Start([|reply.Text|]); }""")]
    [InlineData("""var a = new Box(r.Text); var b = new Box(plain); Start([|a.Get()|]); Start(b.Get());""", """class Box { readonly string _text; public Box(string text) => _text = text; public string Get() => _text; }""")]
    [InlineData("""var s = new Pair(r.Text, plain); Start([|s.A|]); Start(s.B);""", """readonly struct Pair(string a, string b) { public string A { get; } = a; public string B => b; }""")]
    [InlineData("""Start([|Box.Of(r.Text).Text|]); Start(Box.Of(plain).Text);""", """class Box { public string Text = ""; public static Box Of(string text) => new() { Text = text }; }""")]
    [InlineData("""Start([|Make(r.Text).Text|]); Start(Make(r.Text).Other);""", """class Box { public string Text = "", Other = ""; } static Box Make(string text) { var box = new Box(); box.Text = text; box.Other = "git"; return box; }""")]
    [InlineData("""var b = new Box(); b.Set(r.Text); Start([|b.Text|]); var d = new Box(); d.Set(plain); Start(d.Text);""", """class Box { public string Text = ""; public void Set(string text) => Text = text; }""")]
    [InlineData("""var b = new Box(); Fill(b, r.Text); Start([|b.Text|]); Start(b.Other);""", """class Box { public string Text = "", Other = ""; } static void Fill(Box box, string text) => box.Text = text;""")]
    [InlineData("""Start([|new Builder().With(r.Text).With("x").Build()|]); Start(new Builder().With(plain).Build());""", """class Builder { string _text = ""; public Builder With(string text) { _text += text; return this; } public string Build() => _text; }""")]
    [InlineData("""var b = new Builder(); b.With(r.Text); Start([|b.Build()|]);""", """class Builder { string _text = ""; public Builder With(string text) { _text += text; return this; } public string Build() => _text; }""")]
    public void Creation(string body, string members = "", string usings = "") => FlowConstruct.VerifyBody(body, members, usings);

    [Theory]
    [InlineData("""partial class C { public partial string Get(string s); void M(ChatResponse r, string plain) { Start([|Get(r.Text)|]); Start(Get(plain)); } }""", """partial class C { public partial string Get(string s) => s; }""")]
    public void Creation_of_files(params string[] files) => FlowConstruct.Verify(files);
}
