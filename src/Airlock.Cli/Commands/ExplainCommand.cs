using System.CommandLine;
using System.CommandLine.Completions;
using Airlock.Cli.Output;
using Airlock.Core.Rules;
using Airlock.Shared.Rules;
using Spectre.Console;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock explain</c>: shows what a rule means, without a network.</summary>
public static class ExplainCommand
{
    private const string Prefix = "AIR";
    private const int Suggestions = 3;

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("explain", "Explain a rule, as AIR1001; without one, list all rules");
        var id = new Argument<string?>("rule") { Description = "Identifier of the rule", Arity = ArgumentArity.ZeroOrOne };
        id.CompletionSources.Add(_ => RuleTable.All.Select(rule => new CompletionItem(rule.Id, detail: rule.Title)));
        var format = OutputFormat.Create("terminal", "markdown");
        command.Add(id);
        command.Add(format);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(id) is { } name)
            {
                var rule = Find(name);
                if (parsed.GetValue(format) == "markdown")
                {
                    context.Terminal.WriteRaw(RulePages.Of(rule.Id) ?? $"# {rule.Id}: {rule.Title}\n");
                }
                else
                {
                    Explain(rule, context.Terminal.Out);
                }
            }
            else
            {
                List(context.Terminal.Out);
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static RuleRow Find(string name)
    {
        var id = name.ToUpperInvariant();
        id = id.Length > 0 && char.IsAsciiDigit(id[0]) ? Prefix + id : id;
        if (RuleTable.Find(id) is { } rule)
        {
            return rule;
        }

        var near = RuleTable.All.OrderBy(row => EditDistance(row.Id, id)).ThenBy(row => row.Id, StringComparer.Ordinal).Take(Suggestions);
        throw new ToolException(ExitCode.Usage, $"there is no rule {name}; did you mean{string.Concat(near.Select(row => $"\n  {row.Id}  {row.Title}"))}");
    }

    private static void Explain(RuleRow rule, IAnsiConsole console)
    {
        var facts = new Grid().AddColumn(Column()).AddColumn(Column());
        void Row(string name, string value) => facts.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        Row("class", rule.Class);
        Row("level", $"{FindingReport.Shown(rule.Standard).Word} (profile standard), {FindingReport.Shown(rule.Strict).Word} (strict)");
        Row("seen by", rule.ReportedBy switch { "analyzer" => "the analyzers, while you type", "build" => "the build", _ => "the analyzers and the build" });
        if (rule.Cwe.Length > 0)
        {
            Row("weakness", rule.Cwe);
        }

        if (rule.OwaspLlm2025.Length > 0)
        {
            Row("OWASP", $"{rule.OwaspLlm2025}:2025, {rule.OwaspLlm2026}:2026 (Top 10 for LLM applications)");
        }

        Row("page", rule.HelpLink);
        console.Write(new Text($"{rule.Id} {rule.Title}", new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.WriteLine();
        console.Write(facts);
        console.WriteLine();
        RulePage.Write(rule, console);
    }

    private static void List(IAnsiConsole console)
    {
        var table = new Grid().AddColumn(Column()).AddColumn(Column()).AddColumn(Column());
        foreach (var rule in RuleTable.All)
        {
            var (word, color) = FindingReport.Shown(rule.Standard);
            table.AddRow(new Text(rule.Id), new Text(word, new Style(color)), new Text(rule.Title));
        }

        console.Write(table);
    }

    private static GridColumn Column() => new() { Padding = new Padding(0, 0, 2, 0) };

    // Levenshtein: the least number of letters to insert, delete or replace.
    private static int EditDistance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (letter, row) in left.Select((letter, index) => (letter, index + 1)))
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (letter == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
