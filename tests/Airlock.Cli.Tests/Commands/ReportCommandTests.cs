using System.Text;
using Airlock.Core.Bom;

namespace Airlock.Cli.Tests.Commands;

public class ReportCommandTests : ToolTest
{
    [Fact]
    public async Task A_page_is_written_from_the_documents_of_a_run()
    {
        Write("Shop.csproj", "<Project />");
        var build = new FakeBuild { Results = { Result() with { Evidence = [Write("a/airlock/Web.cdx.json", Document("Web"))] }, Result() with { Evidence = [Write("b/airlock/Admin.cdx.json", Document("Admin"))] } } };

        var outcome = await RunAsync(build, "report", "--output", "out/page.html");

        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("page.html", outcome.Out.Trim(), StringComparison.Ordinal);
        var page = Read("out/page.html");
        Assert.Contains("<h1>Shop</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Web</th>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Admin</th>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_that_are_there_need_no_build()
    {
        Write("boms/Web.cdx.json", Document("Web"));
        var build = new FakeBuild();

        var outcome = await RunAsync(build, "report", "--bom", "boms");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Null(build.Request);
        Assert.Contains("<h1>Web 1.0.0</h1>", Read("airlock-report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_document_is_named_with_its_place()
    {
        Write("bad.cdx.json", "{\n  \"bomFormat\": 7 }");

        var outcome = await RunAsync(new FakeBuild(), "report", "--bom", "bad.cdx.json");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("bad.cdx.json(2,16)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_not_there_is_an_error() =>
        Assert.Equal((int)ExitCode.Usage, (await RunAsync(new FakeBuild(), "report", "--bom", "none.cdx.json")).ExitCode);

    internal static string Document(string name) => Encoding.UTF8.GetString(BomWriter.Write(BomBuilder.Build(new BomInput
    {
        Application = new BomApplication(name, "1.0.0", "net10.0", "Release", "Exe", IsPackable: false),
        Root = "/src",
        Timestamp = new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero),
        ToolVersion = "1.0.0",
    })));
}
