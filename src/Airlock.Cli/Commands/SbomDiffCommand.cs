using System.Collections.Immutable;
using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using Airlock.Shared.Changes;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sbom diff</c>: tells what changed from one bill of materials to another, and fails on chosen kinds of change.</summary>
public static class SbomDiffCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("diff", "Tell what changed between two SBOMs (CycloneDX in JSON, of any program), or between two folders of them; exit code 1 if a change is of a kind in --fail-on");
        var old = new Argument<string>("old") { Description = "The earlier document, or a folder with documents" };
        var @new = new Argument<string>("new") { Description = "The later one, or the folder with those of the same names" };
        var format = OutputFormat.Create("text", "markdown", "json");
        var failOn = new Option<string[]>("--fail-on") { Description = "Kinds of change that fail the command, separated by commas, with * for any text: hosted-model-added,tool-*-lost", HelpName = "kinds" };
        command.Add(old);
        command.Add(@new);
        command.Add(format);
        command.Add(failOn);
        command.SetAction(parsed =>
        {
            var terminal = context.Terminal;
            var failing = Kinds(parsed.GetValue(failOn) ?? []);
            ImmutableArray<ComparedDocument> documents = [.. Pair(terminal, parsed.GetValue(old)!, parsed.GetValue(@new)!).Select(pair => Compare(terminal, pair.Old, pair.New))];
            var report = new ChangeReport(documents, failing);
            switch (parsed.GetValue(format))
            {
                case "json":
                    terminal.WriteRaw(report.Json());
                    break;
                case "markdown":
                    terminal.WriteRaw(report.Markdown());
                    break;
                default:
                    report.Write(terminal);
                    break;
            }

            return (int)(report.Fails ? ExitCode.Violation : ExitCode.Clean);
        });
        return command;
    }

    /// <summary>Reads a document that the user named.</summary>
    /// <exception cref="ToolException">It is no document; the message has its place.</exception>
    internal static Bom Read(Terminal terminal, string path)
    {
        try
        {
            return BomReader.ReadFile(path);
        }
        catch (BomFormatException exception)
        {
            throw new ToolException(ExitCode.Usage, $"{terminal.Shown(path)}({exception.Position.Line},{exception.Position.Column}): {exception.Problem}");
        }
    }

    private static ImmutableHashSet<string> Kinds(string[] options)
    {
        var kinds = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var pattern in options.SelectMany(option => option.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var named = ChangeKinds.All.Where(kind => NamePattern.Matches(pattern, kind.Id)).Select(kind => kind.Id).ToList();
            if (named.Count == 0)
            {
                throw new ToolException(ExitCode.Usage, $"there is no kind of change {pattern}; there are {string.Join(", ", ChangeKinds.All.Select(kind => kind.Id))}");
            }

            kinds.UnionWith(named);
        }

        return kinds.ToImmutable();
    }

    // A document that only one side has is compared with one that says nothing: everything in it is new, or gone.
    private static ComparedDocument Compare(Terminal terminal, string? old, string? @new)
    {
        var before = old is null ? null : Read(terminal, old);
        var after = @new is null ? null : Read(terminal, @new);
        return new ComparedDocument(
            old is null ? null : terminal.Shown(old),
            @new is null ? null : terminal.Shown(@new),
            BomComparison.Compare(before ?? BomComparison.Empty(after!), after ?? BomComparison.Empty(before!)));
    }

    private static IEnumerable<(string? Old, string? New)> Pair(Terminal terminal, string old, string @new)
    {
        var (left, right) = (terminal.Absolute(old), terminal.Absolute(@new));
        switch ((Directory.Exists(left), Directory.Exists(right)))
        {
            case (true, true):
                var (before, after) = (Documents(left), Documents(right));
                return before.Count + after.Count == 0
                    ? throw new ToolException(ExitCode.Usage, $"neither {terminal.Shown(left)} nor {terminal.Shown(right)} holds a file *{CommittedBom.Extension}")
                    : before.Union(after, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                        .Select(name => (before.Contains(name) ? Path.Combine(left, name) : null, after.Contains(name) ? Path.Combine(right, name) : null));
            case (true, false):
                left = Path.Combine(left, Path.GetFileName(right));
                break;
            case (false, true):
                right = Path.Combine(right, Path.GetFileName(left));
                break;
        }

        return new[] { left, right }.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw new ToolException(ExitCode.Usage, $"{missing} does not exist")
            : [(left, right)];
    }

    private static HashSet<string> Documents(string folder) =>
        Directory.GetFiles(folder, "*" + CommittedBom.Extension).Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal);
}
