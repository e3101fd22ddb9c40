using System.Text.Json.Nodes;

namespace Airlock.Cli.Tests.Commands;

public class PolicyCommandTests : ToolTest
{
    [Fact]
    public async Task Valid_policy_is_summed_up()
    {
        Write("airlock.json", """{ "profile": "strict", "rules": { "AIR1001": "warn" } }""");

        var outcome = await RunAsync("policy", "validate");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("airlock.json is valid: profile strict, 1 rules set", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "profil": "strict" }""", "airlock.json(1,3): ")]
    [InlineData("{\n  \"rules\": { \"AIR7777\": \"warn\" }\n}", "airlock.json(2,14): ")]
    [InlineData("{\n \"libraries\": { \"allow\": [\"Contoso@[1.0\"] }\n}", "airlock.json(2,")]
    [InlineData("{\n \"models\": { \"licences\": [\"No Licence At All\"] }\n}", "airlock.json(2,")]
    [InlineData("{\n \"models\": { \"trust\": [\"missing.pem\"] }\n}", "airlock.json(2,")]
    [InlineData("{", "airlock.json(1,2): ")]
    public async Task Wrong_policy_is_told_with_its_place(string policy, string start)
    {
        Write("airlock.json", policy);

        var outcome = await RunAsync("policy", "validate");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.StartsWith(start, outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_and_record_are_checked_too()
    {
        Write("airlock.json", "{}");
        Write("airlock.lock.json", """{ "version": 2 }""");
        Write("airlock.log.jsonl", "no line\n");

        var outcome = await RunAsync("policy", "validate", "airlock.json", "--format", "json");

        var problems = JsonNode.Parse(outcome.Out)!["problems"]!.AsArray();
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(problems, problem => problem!["file"]!.GetValue<string>().EndsWith("airlock.lock.json", StringComparison.Ordinal) && problem["line"]!.GetValue<int>() == 1);
        Assert.Contains(problems, problem => problem!["file"]!.GetValue<string>().EndsWith("airlock.log.jsonl", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("policy", "validate")]
    [InlineData("policy", "validate", "nowhere.json")]
    public async Task Missing_policy_is_wrong_usage(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.StartsWith("airlock: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_of_init_is_valid()
    {
        Write("App.csproj", "<Project />");
        await RunAsync(new FakeBuild { Results = { Result() } }, "init");

        Assert.Equal(0, (await RunAsync("policy", "validate")).ExitCode);
    }

    [Fact]
    public async Task Show_tells_what_holds_for_each_project()
    {
        var project = Write("src/App/App.csproj", "<Project />");
        Write("App.slnx", """<Solution><Project Path="src/App/App.csproj" /></Solution>""");
        Write("airlock.json", """{ "rules": { "AIR1001": "note" } }""");
        Evaluation.Add(project, ("Profile", "strict"));

        var text = (await RunAsync("policy", "show")).Out;
        Assert.Contains("airlock.json: profile strict, suppressions justified", text, StringComparison.Ordinal);
        Assert.Matches(@"AIR1001 +note +policy", text);

        var scope = JsonNode.Parse((await RunAsync("policy", "show", "--format", "json")).Out)!["scopes"]![0]!;
        Assert.Equal(project, scope["projects"]![0]!.GetValue<string>());
        Assert.Contains(scope["rules"]!.AsArray(), rule => rule!["rule"]!.GetValue<string>() == "AIR1001" && rule["level"]!.GetValue<string>() == "note" && rule["setByPolicy"]!.GetValue<bool>());
    }
}
