using System.CommandLine;
using System.Text;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Cli.Output.Annotations;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Commands;

/// <summary>The options by which <c>airlock check</c> tells a build service what it found, beside its own output.</summary>
internal sealed class AnnotationOptions
{
    private const string SummaryVariable = "GITHUB_STEP_SUMMARY";
    private const string Automatic = "auto";

    private readonly Option<string> _annotations = new("--annotations")
    {
        Description = "Mark findings in the code: github, azure, gitlab, teamcity or none (default: by the environment)",
        HelpName = "style",
        DefaultValueFactory = _ => Automatic,
    };

    private readonly Option<string> _codeQuality = new("--code-quality")
    {
        Description = "Where the code quality report of GitLab goes",
        HelpName = "file",
        DefaultValueFactory = _ => CodeQualityReport.DefaultFile,
    };

    private readonly Option<string?> _summary = new("--summary") { Description = $"Write a summary in Markdown, for a pull request (default: ${SummaryVariable} where it is set)", HelpName = "file" };

    private readonly Option<Uri?> _report = new("--report-url")
    {
        Description = "Address of a full report, to which the summary links",
        HelpName = "url",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
            {
                return address;
            }

            result.AddError($"--report-url {result.Tokens[0].Value} is no address, as https://example.org/report");
            return null;
        },
    };

    /// <summary>Adds the options to a command.</summary>
    public AnnotationOptions(Command command)
    {
        _annotations.AcceptOnlyFromAmong([Automatic, .. Enum.GetNames<AnnotationStyle>().Select(name => name.ToLowerInvariant())]);
        command.Add(_annotations);
        command.Add(_codeQuality);
        command.Add(_summary);
        command.Add(_report);
    }

    /// <summary>Tells what was found.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">What the command works with.</param>
    /// <param name="run">The run.</param>
    /// <param name="isOutputFree">Whether the standard output may hold more than the result; else lines go to the error stream.</param>
    /// <exception cref="IOException">A file can't be written.</exception>
    public void Write(ParseResult parsed, ToolContext context, GateRun run, bool isOutputFree)
    {
        var style = parsed.GetValue(_annotations) is { } name && name != Automatic
            ? Enum.Parse<AnnotationStyle>(name, ignoreCase: true)
            : ContinuousIntegration.Detect(context.Variable);
        var lines = new List<string>();
        if (style != AnnotationStyle.None)
        {
            var findings = SarifReport.Describe(run).Results.Select(result => result.Finding)
                .Where(finding => finding.Suppression is null && finding.Level >= FindingLevel.Note).ToList();
            lines.AddRange(AnnotationLines.Of(style, findings));
            if (style == AnnotationStyle.GitLab)
            {
                AtomicFile.Write(context.Terminal.Absolute(parsed.GetValue(_codeQuality)!), stream => CodeQualityReport.Write(stream, findings));
            }
        }

        WriteSummary(parsed, context, run, style, lines);
        var writer = (isOutputFree ? context.Terminal.Out : context.Terminal.Error).Profile.Out.Writer;
        lines.ForEach(line => writer.Write(line + "\n"));
        writer.Flush();
    }

    private void WriteSummary(ParseResult parsed, ToolContext context, GateRun run, AnnotationStyle style, List<string> lines)
    {
        var summary = new MarkdownSummary(context.Terminal);
        if (parsed.GetValue(_summary) is { } file)
        {
            var path = context.Terminal.Absolute(file);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(summary.Write(run, parsed.GetValue(_report)))));
            if (style == AnnotationStyle.Azure)
            {
                lines.Add($"##vso[task.uploadsummary]{AnnotationEscape.AzureText(path)}");
            }
        }
        else if (style == AnnotationStyle.GitHub && context.Variable(SummaryVariable) is { Length: > 0 } page)
        {
            // Other steps of the job may have written there already.
            File.AppendAllText(page, summary.Write(run, parsed.GetValue(_report)));
        }
    }
}
