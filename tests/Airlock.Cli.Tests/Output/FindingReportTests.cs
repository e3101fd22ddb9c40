using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests.Output;

public class FindingReportTests : ToolTest
{
    [Fact]
    public void Report_reads_from_the_place_to_the_verdict()
    {
        Write("src/Reports.cs", "class Reports\n{\n    void Run() => command.CommandText = answer.Text;\n}\n");
        var run = Run(
            Finding("AIR1002", FindingLevel.Block, "The model's answer becomes SQL text.") with { Location = new FindingLocation("src/Reports.cs", 3, 41, 3, 52) },
            Finding("AIR5004", FindingLevel.Note, "The name gpt-4o can mean another model tomorrow.", "src/Chat.cs", 7),
            Finding("AIR0001", FindingLevel.Record) with { Properties = Finding("AIR0001", FindingLevel.Record).Properties.Add(InventoryKeys.Kind, "hosted-model") });

        Assert.Equal(
            """
            src/Chat.cs
              note AIR5004 7:1 Floating model alias or revision
                The name gpt-4o can mean another model tomorrow.
                https://airlock.dev/rules/AIR5004.md

            src/Reports.cs
              block AIR1002 3:41 Model output becomes SQL text
                The model's answer becomes SQL text.
                3 | void Run() => command.CommandText = answer.Text;
                  |                                     ^~~~~~~~~~~
                https://airlock.dev/rules/AIR1002.md

            Blocked: 1 finding blocks, 0 warnings, 1 note, 1 AI asset in use
            Checked 1 project (net10.0) under defaults, no policy file, profile standard.
            Evidence:
              bin/airlock/App.sarif
            """,
            Show(run, width: 80),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Narrow_terminal_wraps_messages_and_cuts_source()
    {
        Write("A.cs", $"{new string('a', 30)} = {new string('b', 60)};\n");
        var run = Run(Finding("AIR1002", FindingLevel.Block, "A message of many words that needs more than one line.") with
        {
            Location = new FindingLocation("A.cs", 1, 34, 1, 94),
        });

        var lines = Show(run, width: 40).Split('\n');

        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 40 || line.Contains("http", StringComparison.Ordinal), line));
        Assert.Contains(lines, line => line.StartsWith("    1 | …", StringComparison.Ordinal) && line.TrimEnd().EndsWith('…'));
    }

    [Fact]
    public void Secret_is_not_repeated()
    {
        var key = "sk-" + new string('x', 48);
        Write("A.cs", $"var key = \"{key}\";\n");
        var run = Run(Finding("AIR4001", FindingLevel.Block) with { Location = new FindingLocation("A.cs", 1, 11, 1, 64) });

        Assert.DoesNotContain(key, Show(run, width: 120), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_source_and_message_do_not_reach_the_terminal()
    {
        Write("A.cs", "var x = \"\u001b[2J\";\n");
        var run = Run(Finding("AIR1002", FindingLevel.Block, "bad \u001b]0;title\u0007 [red]markup[/]", "A.cs", 1));

        var text = Show(run, width: 80);

        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u0007', text);
        Assert.Contains("[red]markup[/]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_whose_file_is_gone_is_still_shown() =>
        Assert.Contains("AIR5011", Show(Run(Finding("AIR5011", FindingLevel.Block, path: "models/gone.onnx", line: 9)), width: 80), StringComparison.Ordinal);

    private GateRun Run(params Finding[] findings) =>
        new(Folder, [Result(findings) with { Evidence = [Path.Combine(Folder, "bin/airlock/App.sarif")] }], [], BuildSucceeded: true);

    private string Show(GateRun run, int width)
    {
        using var console = new TestConsole().Width(width);
        new FindingReport(new Terminal(console, console, Folder)).Write(run);
        return string.Join('\n', console.Output.Split('\n').Select(line => line.TrimEnd())).TrimEnd();
    }
}
