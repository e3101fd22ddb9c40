using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests.Output;

public class LibraryTableTests : ToolTest
{
    private static LibraryVerdict Verdict(string id, string way, params LibraryReason[] reasons) =>
        new(id, "1.0.0", reasons.Where(reason => !reason.IsExcepted).Select(reason => reason.Level).DefaultIfEmpty(FindingLevel.Off).Max()) { Way = way, Reasons = [.. reasons] };

    private static readonly LibraryReason Denied = new("AIR6001", FindingLevel.Block, "is denied", false);
    private static readonly LibraryReason Unsigned = new("AIR6005", FindingLevel.Note, "is not signed", false);
    private static readonly LibraryReason Excepted = new("AIR6002", FindingLevel.Block, "has a known vulnerability", true);

    private string Show(int width, bool withClean, params GateResult[] results)
    {
        using var console = new TestConsole().Width(width);
        LibraryTable.Write(new Terminal(console, console, Folder), LibraryTable.Rows(results), withClean);
        return console.Output;
    }

    private GateResult[] Results() =>
    [
        Result() with { Libraries = [Verdict("Contoso.Bad", "App → Contoso.Bad 1.0.0", Denied, Unsigned), Verdict("Contoso.Fine", "App → Contoso.Fine 1.0.0", Excepted), Verdict("Dapper", "App → Dapper 1.0.0")] },
        Result() with { Libraries = [Verdict("Contoso.Bad", "Lib → Contoso.Bad 1.0.0", Denied), Verdict("Dapper", "Lib → Dapper 1.0.0")] },
    ];

    [Fact]
    public void One_row_a_package_over_all_projects_worst_first_and_the_rest_is_counted() => Assert.Equal(
        """
        Libraries
        verdict  package      version  reasons
        block    Contoso.Bad  1.0.0    AIR6001 is denied
                                       AIR6005 is not signed
                                       by App → Contoso.Bad 1.0.0 and 1 more
        clean    2 more packages

        """ + "\n",
        Show(100, withClean: false, Results()),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void All_packages_on_request() => Assert.Equal(
        ["block    Contoso.Bad", "clean    Contoso.Fine", "clean    Dapper"],
        Show(100, withClean: true, Results()).Split('\n').Where(line => line.Contains("  1.0.0", StringComparison.Ordinal)).Select(line => line.Split("  1.0.0")[0].TrimEnd()));

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public void Narrow_terminal_loses_nothing(int width)
    {
        var shown = Show(width, withClean: false, Results());

        Assert.Contains("AIR6005 is not signed", shown, StringComparison.Ordinal);
        Assert.Contains("Contoso.Bad", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_is_one_line() =>
        Assert.Contains("clean    1 package\n", Show(80, withClean: false, Result() with { Libraries = [Verdict("Dapper", "App → Dapper 1.0.0")] }), StringComparison.Ordinal);
}
