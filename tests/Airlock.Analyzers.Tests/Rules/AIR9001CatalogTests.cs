using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR9001 of the analyzers: whatever is wrong in a user's catalog is reported at its line and column. Blanks stand for tabs.</summary>
public class AIR9001CatalogTests
{
    private const string Header = "table id kind detail\n";

    private const string Source = """
        namespace Tests
        {
            public class Ledger(string file)
            {
                public string Command { get; set; } = file;
                public string this[int index] => "";
                public void Query(string text, int limit) { }
                public void Find(string table, string where) { }
                public void Find(string table, int number) { }
                public void Clear() { }
                public object Check(string text) => text;
                public class Page { public void Show(string text) { } }
            }
            public class OfferedAttribute : Attribute;
        }
        namespace Shared { public class Texts { public string Item { get; set; } = ""; } }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n\n")]
    [InlineData("sinks M:Tests.Ledger.Query(System.String,System.Int32) sql")]
    [InlineData("sinks M:Tests.Ledger.Query(System.String,System.Int32) sql sym=method;sql=text@0")]
    [InlineData("  sinks M:Tests.Ledger.Page.Show(System.String) html html=text")]
    [InlineData("sinks P:Tests.Ledger.Command process file=value@0\r\nsinks P:Shared.Texts.Item html\r\n")]
    [InlineData("sinks M:Tests.Ledger.#ctor(System.String) file-read")]
    [InlineData("sinks M:Tests.Ledger.Clear sql receiver=sql")]
    [InlineData("sinks M:Tests.Ledger.Find(System.String,System.String) html conditional=where;when=table;is=text/html")]
    [InlineData("destructive-calls M:Tests.Ledger.Clear delete")]
    [InlineData("sanitizers M:Tests.Ledger.Check(System.String) validator outcome=result;clears=html,path")]
    [InlineData("tool-entry-points T:Tests.OfferedAttribute attribute")]
    [InlineData("llm-outputs M:Fabrikam.Model.Ask(System.String) call")] // another project's
    [InlineData("llm-outputs M:Shared.Other.Ask(System.String) call")] // a namespace that several projects may share
    [InlineData("llm-outputs M:OpenAI.Chat.ChatClient.Tell(System.String) call")] // another version's
    [InlineData("llm-outputs M:Tests.Data.Model.Ask(System.String) call")] // a namespace that this project does not declare
    public async Task Right_rows(string rows) => Assert.Empty(await Report(Header + rows));

    [Theory]
    [InlineData("", "(1,1): the file is empty; its first line must be the header, with the columns table, id, kind, detail, split by tabs")]
    [InlineData("# ours\n\n  id kind\n", "(3,3): the first line must be the header, with the columns table, id, kind, detail, split by tabs")]
    [InlineData(Header + "sinks M:Tests.Ledger.Clear\n", "(2,1): a row has the columns table, id, kind, detail, split by tabs, of which detail may be left out; this one has 2")]
    [InlineData(Header + "\n# x\nsinks M:Tests.Ledger.Clear sql a b", "(4,1): a row has the columns")]
    [InlineData(Header + "sink M:Tests.Ledger.Clear sql", "(2,1): there is no table \"sink\"; it is one of llm-outputs, sinks, responses, sanitizers, prompts, tool-entry-points, destructive-calls")]
    [InlineData(Header + "sanitizers M:Tests.Ledger.Clear html", "(2,33): there is no kind \"html\" in sanitizers; it is one of sanitizer, validator")]
    [InlineData(Header + "sinks Ledger.Query sql", "(2,7): \"Ledger.Query\" is no ID; it looks like M:")]
    [InlineData(Header + "sinks M:Ledger sql", "(2,7): \"M:Ledger\" is no ID")]
    [InlineData(Header + "sinks M:Tests..Ledger.Clear sql", "(2,7): \"M:Tests..Ledger.Clear\" is no ID")]
    [InlineData(Header + "sinks M:Tests.Ledger.Query(System.String,_System.Int32) sql", "(2,7): \"M:Tests.Ledger.Query(System.String, System.Int32)\" is no ID: it holds a blank")]
    [InlineData(Header + "sinks T:Tests.Ledger sql", "(2,7): a row of the kind sql names a method (M:) or a property (P:), and \"T:Tests.Ledger\" names a type (T:)")]
    [InlineData(Header + "tool-entry-points M:Tests.Ledger.Clear attribute", "(2,19): a row of the kind attribute names a type (T:)")]
    [InlineData(Header + "sinks M:Tests.Ledger.Qery(System.String,System.Int32) sql", "(2,7): \"M:Tests.Ledger.Qery(System.String,System.Int32)\" names nothing: there is no such Qery in Tests.Ledger")]
    [InlineData(Header + "sinks M:Tests.Ledger.Find(System.String) sql", "(2,7): \"M:Tests.Ledger.Find(System.String)\" names nothing: did you mean M:Tests.Ledger.Find(System.String,System.String) or M:Tests.Ledger.Find(System.String,System.Int32)?")]
    [InlineData(Header + "sinks M:Tests.Ledgr.Clear sql", "(2,7): \"M:Tests.Ledgr.Clear\" names nothing: there is no Ledgr in Tests")]
    [InlineData(Header + "sinks M:Tests.Ledger.Query(System.String,System.Int32) sql query=text", "(2,60): there is no detail \"query\" here; a row of the kind sql has sql, when, conditional, calls, flow, is, receiver, sets")]
    [InlineData(Header + "sinks M:Tests.Ledger.Query(System.String,System.Int32) sql sql", "(2,60): the detail \"sql\" has no value; write sql=…")]
    [InlineData(Header + "sinks M:Tests.Ledger.Query(System.String,System.Int32) sql sym=method;sql=query", "(2,75): there is no parameter \"query\": sql=text or sql=limit")]
    [InlineData(Header + "sinks M:Tests.Ledger.Query(System.String,System.Int32) sql sql=text@1", "(2,64): the parameter \"text\" stands at 0; the index may be left out")]
    [InlineData(Header + "sinks M:Tests.Ledger.Find(System.String,System.String) sql", "(2,56): the row must say what \"sql\" is: sql=table or sql=where")]
    [InlineData(Header + "sinks M:Tests.Ledger.Clear sql", "(2,28): the row must say what \"sql\" is: Clear has no parameters")]
    [InlineData(Header + "sinks P:Tests.Ledger.Command process file=Command", "(2,43): there is no parameter \"Command\": file=value")]
    [InlineData(Header + "sanitizers M:Tests.Ledger.Check(System.String) validator", "(2,48): the row must say what \"outcome\" is: outcome=true for a method that answers yes")]
    [InlineData(Header + "sanitizers M:Tests.Ledger.Check(System.String) validator outcome=yes", "(2,66): \"yes\" is no value of outcome; it is one of true, result, throws")]
    [InlineData(Header + "sanitizers M:Tests.Ledger.Check(System.String) sanitizer clears=html,sequel", "(2,65): \"sequel\" is no value of clears; it is one of *, process, ")]
    [InlineData(Header + "sinks M:Tests.Ledger.Clear sql receiver=table", "(2,41): \"table\" is no value of receiver; it is one of sql")]
    [InlineData(Header + "tool-entry-points T:Tests.OfferedAttribute attribute name=text", "(2,54): there is no detail \"name\" here; a row of the kind attribute has target")]
    public async Task A_mistake_is_reported_where_it_stands(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(await Report(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("M:Tests.Ledger.Find(``7)")]
    [InlineData("M:Tests.Ledger.Find(`7)")]
    [InlineData("M:Tests.Ledger.Find`99999999999(System.String)")]
    [InlineData("M:Tests.Ledger`2.Find(`1)")]
    [InlineData("M:Tests.Ledger.Find({},[,)")]
    [InlineData("M:Tests.Ledger.Find(System.String[0:,0:)")]
    [InlineData("M:Tests.Ledger.Find(System.Collections.Generic.List{System.String)")]
    [InlineData("M:Tests.Ledger.#ctor~System.String")]
    [InlineData("P:Tests.Ledger.Item(System.String,)")]
    [InlineData("M:Tests.Ledger.Page.Page.Page")]
    public async Task An_id_that_only_looks_like_one_is_a_mistake_and_no_failure(string id) =>
        Assert.StartsWith("(2,7): ", Assert.Single(await Report(Header + $"sinks {id} html")), StringComparison.Ordinal);

    [Fact]
    public async Task Every_mistake_is_reported_at_once()
    {
        var reported = await Report(Header + "sink M:Tests.Ledger.Clear sql\r\nsinks nonsense x\r\nsinks M:Tests.Ledger.Clear shell\r\n");
        Assert.Equal(["(2,1)", "(3,7)", "(4,28)"], reported.Select(text => text.Split(':')[0]));
    }

    [Fact]
    public async Task Without_a_catalog_nothing_is_said() =>
        Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Create([Source]), [new AIR9001CatalogAnalyzer()], [("airlock.json", "{}")]));

    [Fact]
    public async Task A_file_that_is_named_twice_is_read_once()
    {
        var file = ("/repo/airlock.catalog.tsv", "nonsense");
        Assert.Equal("AIR9001", Assert.Single(await TestCompilation.AnalyzeAsync(TestCompilation.Create([Source]), [new AIR9001CatalogAnalyzer()], [file, file])).Id);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read() =>
        Assert.StartsWith("(1,1): the file is too large", Assert.Single(await Report(new string('#', 9_000_000))), StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> Report(string text)
    {
        var findings = await TestCompilation.AnalyzeAsync(
            TestCompilation.Create([Source]), [new AIR9001CatalogAnalyzer()], [("/repo/airlock.catalog.tsv", text.Replace(' ', '\t').Replace('_', ' ').Replace("\t\t", "  ", StringComparison.Ordinal))]);
        return findings.Select(finding =>
        {
            var place = finding.Location.GetLineSpan();
            Assert.Equal("/repo/airlock.catalog.tsv", place.Path);
            Assert.StartsWith("The catalog is invalid: ", finding.GetMessage(null), StringComparison.Ordinal);
            return $"({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {finding.GetMessage(null)["The catalog is invalid: ".Length..]}";
        }).Order(StringComparer.Ordinal);
    }
}
