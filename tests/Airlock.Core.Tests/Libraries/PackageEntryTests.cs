using Airlock.Core.Libraries;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;

namespace Airlock.Core.Tests.Libraries;

public sealed class PackageEntryTests
{
    private static readonly PackageGraph Graph = new AssetsText().Graph();

    [Theory]
    [InlineData("Contoso.*", "Contoso.Chat", true, null)]
    [InlineData("owner:contoso", "Anything", true, "owner:contoso")]
    [InlineData("Contoso.*@[1.0, 2.0) owner:contoso", "Contoso.Chat", true, "owner:contoso")]
    [InlineData("Contoso.*@[2.0, 3.0) owner:contoso", "Contoso.Chat", false, "owner:contoso")]
    [InlineData("Contoso.Chat@1.0.0   owner:contoso", "Contoso.Chat", true, "owner:contoso")]
    public void Packages_come_first_then_a_condition(string text, string id, bool isAbout, string? condition)
    {
        var entry = Assert.Single(Read(text, out _));

        Assert.Equal(isAbout, entry.IsAbout(id, "1.0.0"));
        Assert.Equal(condition, entry.Condition);
    }

    [Theory]
    [InlineData("Contoso.* somebody", "\"somebody\"")]
    [InlineData("Contoso.*@[1.0 owner:contoso", "needs one version")]
    [InlineData("Con$oso", "is not a package pattern")]
    public void What_is_not_understood_is_an_error_of_the_policy(string text, string problem)
    {
        Assert.Empty(Read(text, out var report));

        Assert.Contains(problem, Assert.Single(report.Findings).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<PackageEntry> Read(string text, out LibraryReport report)
    {
        report = new LibraryReport(new LibrarySet(Contexts.WithPolicy("{}"), Graph) { Packages = [] });
        return PackageEntry.ReadAll([new PlacedText(text, TextPosition.Start)], condition => condition.StartsWith("owner:", StringComparison.Ordinal), "owner:NAME", report);
    }
}
