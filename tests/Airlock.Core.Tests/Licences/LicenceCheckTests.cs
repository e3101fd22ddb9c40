using Airlock.Core.Findings;
using Airlock.Core.Licences;
using Airlock.Core.Pins;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Tests.Licences;

public class LicenceCheckTests
{
    private static IReadOnlyList<Finding> Run(string allowed, string? licence, PinKind kind = PinKind.Model)
    {
        var pin = new Pin(kind, "models/a.onnx", new string('1', 64), 1, "onnx", licence, null, new TextPosition(0, 4, 5));
        return LicenceCheck.Run(Contexts.WithPolicy($$"""{ "models": { "licences": [{{allowed}}] } }"""), [new UsedFile(kind, pin.Path, pin, null)]);
    }

    [Theory]
    [InlineData("MIT")]
    [InlineData("apache-2.0")]
    [InlineData("GPL-3.0-only OR MIT")]
    public void Allowed_licence_passes(string licence) => Assert.Empty(Run("\"MIT\", \"Apache-2.0\"", licence));

    [Fact]
    public void Other_licence_is_found_at_the_pin()
    {
        var finding = Assert.Single(Run("\"MIT\"", "MIT AND cc-by-nc-4.0"));

        Assert.Equal(("AIR5010", "airlock.lock.json", 4), (finding.RuleId, finding.Location.Path, finding.Location.Line));
        Assert.Contains("policy has no cc-by-nc-4.0", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_licence_is_found() =>
        Assert.Contains("not known, and policy allows only MIT", Assert.Single(Run("\"MIT\"", null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_no_expression_is_found() =>
        Assert.Contains("is no SPDX licence expression", Assert.Single(Run("\"MIT\"", "ask legal")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_list_every_licence_is_allowed() => Assert.Empty(Run("", "cc-by-nc-4.0"));

    [Fact]
    public void Data_sets_are_another_matter() => Assert.Empty(Run("\"MIT\"", null, PinKind.Dataset));

    [Theory]
    [InlineData("MIT OR Apache-2.0", null)]
    [InlineData("MIT AND Apache-2.0", "list each licence")]
    [InlineData("MIT or", "no SPDX licence expression")]
    public void Policy_lists_licences_one_by_one_or_as_a_choice(string entry, string? problem)
    {
        var findings = Run($"\"{entry}\", \"MIT\"", "MIT");

        Assert.Equal(problem is null ? [] : ["AIR9001"], findings.Select(finding => finding.RuleId));
        Assert.All(findings, finding => Assert.Contains(problem!, finding.Message, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal((1, 28), (finding.Location.Line, finding.Location.Column)));
    }
}
