using Airlock.Cli.Diagnosis;

namespace Airlock.Cli.Tests.Diagnosis;

public class SilencedRuleTests : ToolTest
{
    [Theory]
    [InlineData("1701;1702", "")]
    [InlineData("$(NoWarn);AIR1001", "AIR1001")]
    [InlineData("1701,air2001\n;AIR3001", "AIR2001 AIR3001")]
    [InlineData("NAIR1001;AIR100", "")]
    public void NoWarn(string codes, string expected) => Assert.Equal(expected, string.Join(' ', SilencedRule.InNoWarn(codes).Select(rule => rule.RuleId)));

    [Theory]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.AIR1001.severity = none", "AIR1001:2")]
    [InlineData(".editorconfig", "[*.cs]\n  dotnet_diagnostic.air1001.severity=NONE # legacy", "AIR1001:2")]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.AIR1001.severity = silent\ndotnet_diagnostic.CA1001.severity = none", "")]
    [InlineData(".editorconfig", "[*.cs]\n# dotnet_diagnostic.AIR1001.severity = none\ndotnet_analyzer_diagnostic.severity = none", "")]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.AIR1001.severity = none", "")]
    [InlineData("my.globalconfig", "is_global = true\nglobal_level = 2000\ndotnet_diagnostic.AIR1001.severity = none", "AIR1001:3")]
    public void Configuration(string name, string text, string expected)
    {
        var file = Write(name, text);

        Assert.Equal(expected, string.Join(' ', SilencedRule.InConfiguration(file).Select(rule => $"{rule.RuleId}:{rule.Line}")));
    }

    [Fact]
    public void Rule_set()
    {
        var file = Write("a.ruleset", """
            <RuleSet Name="a" ToolsVersion="17.0">
              <Rules AnalyzerId="Airlock" RuleNamespace="Airlock">
                <Rule Id="AIR1001" Action="None" />
                <Rule Id="AIR1002" Action="Warning" />
              </Rules>
            </RuleSet>
            """);

        Assert.Equal([new SilencedRule("AIR1001", file, 3)], SilencedRule.InRuleSet(file));
        Assert.Empty(SilencedRule.InRuleSet(Write("b.ruleset", "<RuleSet")));
        Assert.Empty(SilencedRule.InRuleSet(Path.Combine(Folder, "missing.ruleset")));
    }
}
