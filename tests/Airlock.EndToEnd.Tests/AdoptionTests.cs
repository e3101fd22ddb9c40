using System.Globalization;

namespace Airlock.EndToEnd.Tests;

/// <summary>What a team does on the day after the gate first says no.</summary>
public sealed class AdoptionTests(PackedGate gate)
{
    private const int Findings = 30;
    private const string Sink = "Process.Start(answer.Text);";

    private static string Day(int days) => DateTime.UtcNow.Date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Each file has one finding of AIR1001 at a line of its own text.
    private static string Agent(int number, string sink) =>
        $$"""
        using System.Diagnostics;
        using Microsoft.Extensions.AI;

        public sealed class Agent{{number}}(IChatClient client)
        {
            public async Task Run()
            {
                var answer = await client.GetResponseAsync("Which program should I start?");
                {{sink}}
            }
        }
        """;

    private TestProject App()
    {
        var project = new TestProject(gate, "adoption");
        for (var number = 1; number <= Findings; number++)
        {
            project.Write($"Agents/Agent{number}.cs", Agent(number, Sink));
        }

        return project.Write("airlock.json", "{}").WriteProject();
    }

    private static string Policy(string expires) =>
        $$"""
        {
          "exceptions": [
            { "rule": "AIR1002", "path": "Agents/New.cs", "reason": "read-only replica", "owner": "team-x", "expires": "{{expires}}" }
          ]
        }
        """;

    private const string ModelWritesSql =
        """
        using System.Data.Common;
        using Microsoft.Extensions.AI;

        public sealed class New(IChatClient client, DbCommand command)
        {
            public async Task Run()
            {
                var answer = await client.GetResponseAsync("Which rows?");
                command.CommandText = answer.Text;
                command.ExecuteNonQuery();
            }
        }
        """;

    private static string Read(TestProject project, string file) => File.ReadAllText(Path.Combine(project.Folder, file));

    [Fact]
    public async Task Story_from_the_first_no_to_an_empty_baseline()
    {
        var project = App();

        // The gate comes to an app that was there before.
        var first = (await project.Build()).ShouldFail();
        Assert.Equal(Findings, first.Lines("error AIR1001").Count);

        // What was there is accepted, and the record says by whom.
        (await Tool.Run(project.Folder, "baseline", "--by", "Ann", "--no-restore")).ShouldPass()
            .ShouldPrint($"Accepted {Findings} findings in airlock.baseline.json, by Ann").ShouldPrint($"AIR1001    {Findings}");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");
        Assert.Equal(Findings, project.SarifRules().Count(rule => rule == "AIR1001"));
        (await Tool.Run(project.Folder, "log", "verify")).ShouldPass();

        // Lines move, and nothing happens; new code blocks.
        project.Write("Agents/Agent1.cs", "// Moved.\n\n" + Agent(1, Sink)).Write("Agents/New.cs", ModelWritesSql);
        var blocked = (await project.Build("--no-restore")).ShouldFail().ShouldPrint("New.cs(9,").ShouldPrint("error AIR1002").ShouldNotPrint("AIR1001");
        Assert.Single(blocked.Lines("error AIR"));

        // An exception carries it until its day, and says so before.
        project.Write("airlock.json", Policy(Day(90)));
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");
        project.Write("airlock.json", Policy(Day(9)));
        (await project.Build("--no-restore")).ShouldPass().ShouldPrint($"airlock.json(3,5): warning AIR9003: The exception for AIR1002 expires on {Day(9)}").ShouldPrint("team-x must fix that");
        (await Tool.Run(project.Folder, "exceptions", "--expiring", "14")).ShouldPass().ShouldPrint("AIR1002 in Agents/New.cs  team-x: read-only replica");

        // Its day has passed: it blocks again with the name of the owner, and no baseline takes it.
        project.Write("airlock.json", Policy(Day(-1)));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1002").ShouldPrint($"(The exception of team-x expired on {Day(-1)}.)");
        (await Tool.Run(project.Folder, "baseline", "--by", "Ann", "--reason", "no time", "--no-restore")).ShouldPass().ShouldPrint("There is nothing to accept").ShouldPrint("team-x must renew it");
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1002");

        // It is fixed, as are five of the old ones: exception and entries match nothing, which is said and blocks nothing.
        File.Delete(Path.Combine(project.Folder, "Agents", "New.cs"));
        project.Write("airlock.json", Policy(Day(90)));
        for (var number = 1; number <= 5; number++)
        {
            project.Write($"Agents/Agent{number}.cs", Agent(number, "Console.WriteLine(answer.Text);"));
        }

        (await project.Build("--no-restore")).ShouldPass()
            .ShouldPrint("airlock.json(3,5): warning AIR9003: The exception for AIR1002 in Agents/New.cs matches nothing any more")
            .ShouldPrint("warning AIR9003: 5 entries of the baseline match nothing any more");
        (await Tool.Run(project.Folder, "check", "--no-restore")).ShouldPass().ShouldPrint($"{Findings - 5} accepted by the baseline").ShouldPrint("5 findings of the baseline are fixed");
        project.Write("airlock.json", "{}");
        (await Tool.Run(project.Folder, "baseline", "--prune", "--by", "Bob", "--no-restore")).ShouldPass().ShouldPrint($"Removed 5 findings from airlock.baseline.json; {Findings - 5} are left");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");

        // What was fixed blocks if it comes back.
        project.Write("Agents/Agent1.cs", Agent(1, Sink));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("Agent1.cs(9,").ShouldPrint("error AIR1001");
        project.Write("Agents/Agent1.cs", Agent(1, "Console.WriteLine(answer.Text);"));

        // The rest is fixed, and the baseline is empty.
        for (var number = 6; number <= Findings; number++)
        {
            project.Write($"Agents/Agent{number}.cs", Agent(number, "Console.WriteLine(answer.Text);"));
        }

        (await Tool.Run(project.Folder, "baseline", "--prune", "--by", "Bob", "--no-restore")).ShouldPass().ShouldPrint($"Removed {Findings - 5} findings from airlock.baseline.json; 0 are left");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");
        (await Tool.Run(project.Folder, "log", "verify")).ShouldPass().ShouldPrint("3 lines");
    }

    [Fact]
    public async Task Baseline_written_by_hand_or_damaged_accepts_nothing()
    {
        var project = new TestProject(gate, "adoption").Write("A.cs", Agent(1, Sink)).Write("airlock.json", "{}").WriteProject();
        (await Tool.Run(project.Folder, "baseline", "--by", "Ann")).ShouldPass();
        var (baseline, record, locked) = (Read(project, "airlock.baseline.json"), Read(project, "airlock.log.jsonl"), Read(project, "airlock.lock.json"));
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");

        // A merge conflict that was committed.
        project.Write("airlock.baseline.json", baseline.Replace("\"findings\": [", "\"findings\": [\n<<<<<<< ours", StringComparison.Ordinal));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("airlock.baseline.json(4,1): error AIR9002: The baseline is invalid").ShouldPrint("error AIR1001");
        (await Tool.Run(project.Folder, "baseline", "--reason", "x", "--no-restore")).ShouldExit(2).ShouldPrint("Nothing was written");

        // The file alone, without the record of who accepted it.
        project.Write("airlock.baseline.json", baseline);
        File.Delete(Path.Combine(project.Folder, "airlock.log.jsonl"));
        File.Delete(Path.Combine(project.Folder, "airlock.lock.json"));
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("error AIR1001").ShouldPrint("airlock.log.jsonl does not say who accepted it");

        project.Write("airlock.log.jsonl", record).Write("airlock.lock.json", locked);
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint(" AIR");
        project.Write("airlock.json", """{ "baseline": false }""");
        (await project.Build("--no-restore")).ShouldFail().ShouldPrint("policy forbids a baseline");
    }

    [Fact]
    public async Task Baseline_serves_several_target_frameworks_and_projects()
    {
        var project = new TestProject(gate, "adoption")
        {
            Properties = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><ImplicitUsings>disable</ImplicitUsings><EnableDefaultCompileItems>false</EnableDefaultCompileItems>",
            Packages = [],
            Items = """
                <Compile Include="A.cs" />
                <PackageReference Include="Microsoft.Extensions.AI" Version="10.11.0" Condition="'$(TargetFramework)' == 'net10.0'" />
                <PackageReference Include="System.Numerics.Tensors" Version="10.0.15" Condition="'$(TargetFramework)' == 'net10.0'" />
                """,
        }
        .Write("A.cs", "#if NET10_0_OR_GREATER\nusing System.Threading.Tasks;\n" + Agent(1, Sink) + "\n#endif\n")
        .Write("Other/B.cs", "using System.Threading.Tasks;\n" + Agent(2, Sink))
        .Write("airlock.json", "{}")
        .WriteProject();
        project.Write("Other/Other.csproj", project.ProjectText().Replace("A.cs", "B.cs", StringComparison.Ordinal).Replace("net10.0;netstandard2.0", "net10.0", StringComparison.Ordinal));
        project.Write("All.slnx", "<Solution><Project Path=\"App.csproj\" /><Project Path=\"Other/Other.csproj\" /></Solution>");

        (await Tool.Run(project.Folder, "baseline", "All.slnx", "--by", "Ann")).ShouldPass().ShouldPrint("Accepted 2 findings");
        (await project.Build("All.slnx")).ShouldPass().ShouldNotPrint(" AIR");

        // Whoever builds a part removes nothing of the rest.
        (await Tool.Run(project.Folder, "baseline", "App.csproj", "--prune", "--by", "Bob")).ShouldPass().ShouldPrint("Nothing to remove");
        project.Write("Other/B.cs", "using System;\nusing System.Threading.Tasks;\n" + Agent(2, "Console.WriteLine(answer.Text);"));
        (await Tool.Run(project.Folder, "baseline", "App.csproj", "--prune", "--by", "Bob")).ShouldPass().ShouldPrint("Nothing to remove");
        (await Tool.Run(project.Folder, "baseline", "All.slnx", "--prune", "--by", "Bob")).ShouldPass().ShouldPrint("Removed 1 finding");
        (await project.Build("All.slnx")).ShouldPass().ShouldNotPrint(" AIR");
    }
}
