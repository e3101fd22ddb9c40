using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Cli.Policies;
using Airlock.Core;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;
using Spectre.Console;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock policy</c>: checks a policy, and shows which holds where.</summary>
public static class PolicyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context) => new("policy", "Check a policy, or show which one holds for each project") { Validate(context), Show(context) };

    private static Command Validate(ToolContext context)
    {
        var command = new Command("validate", "Check a policy with its lock, its record and the files that it names: exit code 2 if something is wrong, each with file, line and column");
        var file = new Argument<string?>("file") { Description = "The policy (default: the nearest airlock.json upward from the current folder)", Arity = ArgumentArity.ZeroOrOne };
        var format = OutputFormat.Create("text", "json");
        command.Add(file);
        command.Add(format);
        command.SetAction((parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var path = parsed.GetValue(file) is { } named
                ? terminal.Absolute(named)
                : PolicyFiles.FindUpward(terminal.Folder, PolicyFiles.PolicyName) ?? throw new ToolException(ExitCode.Usage, $"there is no {PolicyFiles.PolicyName} in {terminal.Folder} or above it; airlock init writes one");
            if (parsed.GetValue(file) is not null && !File.Exists(path))
            {
                throw new ToolException(ExitCode.Usage, $"the policy {path} does not exist");
            }

            var (policy, problems) = PolicyValidation.Run(path, cancellation);
            if (OutputFormat.IsJson(parsed, format))
            {
                var document = new PolicyValidityDocument { Valid = problems.IsEmpty, PolicyFile = path, Profile = policy.Profile, Problems = problems };
                terminal.WriteDocument(document, ToolDocumentContext.Default.PolicyValidityDocument);
            }
            else
            {
                foreach (var problem in problems)
                {
                    terminal.WriteRaw($"{terminal.Shown(problem.File)}{Place(problem)}: {Terminal.Printable(problem.Message)}\n");
                }

                terminal.WriteRaw(problems.IsEmpty ? Summary(policy, terminal) : $"{problems.Length} {(problems.Length == 1 ? "problem" : "problems")}\n");
            }

            return Task.FromResult((int)(problems.IsEmpty ? ExitCode.Clean : ExitCode.Usage));
        });
        return command;
    }

    private static string Place(PolicyProblem problem) => problem switch
    {
        { Line: 0 } => "",
        { Column: 0 } => $"({problem.Line})",
        _ => $"({problem.Line},{problem.Column})",
    };

    private static string Summary(GateContext policy, Terminal terminal)
    {
        var pins = File.Exists(policy.LockFile) ? $"{terminal.Shown(policy.LockFile)} holds {policy.Lock.Pins.Count} pins and {policy.Lock.Libraries.Count} decisions on packages" : "there is no lock file";
        return $"{terminal.Shown(policy.PolicyFile!)} is valid: profile {policy.Profile}, {policy.Policy.Rules.Count} rules set, {policy.Policy.Exceptions.Count} exceptions; {pins}\n";
    }

    private static Command Show(ToolContext context)
    {
        var command = new Command("show", "Show which policy and profile hold for each project, and what the rules weigh there");
        var path = new Argument<string>("path") { Description = "A solution, a project, or a folder that holds one (default: the current folder)", DefaultValueFactory = _ => "." };
        var all = new Option<bool>("--all") { Description = "List the rules as well whose level is that of profile standard" };
        var format = OutputFormat.Create("table", "json");
        command.Add(path);
        command.Add(all);
        command.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var target = BuildTarget.Find(terminal.Absolute(parsed.GetValue(path)!));
            var contexts = await EffectivePolicies.OfAsync(target, context.Evaluation, cancellation);
            if (OutputFormat.IsJson(parsed, format))
            {
                terminal.WriteDocument(EffectivePolicies.Describe(contexts), ToolDocumentContext.Default.EffectivePolicyDocument);
            }
            else
            {
                Write(EffectivePolicies.Describe(contexts), parsed.GetValue(all), terminal);
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static void Write(EffectivePolicyDocument document, bool withAll, Terminal terminal)
    {
        foreach (var scope in document.Scopes)
        {
            var policy = scope.PolicyFile is { } file ? terminal.Shown(file) : "defaults, no policy file";
            terminal.Out.Write(new Text($"{policy}: profile {scope.Profile}, suppressions {scope.Suppressions}", new Style(decoration: Decoration.Bold)));
            terminal.Out.WriteLine();
            foreach (var project in scope.Projects)
            {
                terminal.WriteRaw($"  {terminal.Shown(project)}\n");
            }

            var table = new Grid().AddColumn(new GridColumn { NoWrap = true }).AddColumn(new GridColumn { NoWrap = true }).AddColumn(new GridColumn()).AddColumn(new GridColumn());
            var shown = scope.Rules.Where(rule => withAll || rule.SetByPolicy || rule.Level != EffectivePolicies.Word(RuleTable.Find(rule.Rule)!.Standard)).ToList();
            foreach (var rule in shown)
            {
                var level = Enum.Parse<FindingLevel>(rule.Level, ignoreCase: true);
                table.AddRow(new Text($"  {rule.Rule}"), new Text(rule.Level, new Style(FindingReport.Shown(level).Color)), new Text(rule.SetByPolicy ? "policy" : "profile"), new Text(RuleTable.Find(rule.Rule)!.Title));
            }

            if (shown.Count > 0)
            {
                terminal.Out.Write(table);
            }

            if (shown.Count < scope.Rules.Length)
            {
                terminal.WriteRaw($"  {(shown.Count > 0 ? "all other rules" : "all rules")} weigh what profile standard says (--all lists them)\n");
            }

            terminal.Out.WriteLine();
        }
    }
}
