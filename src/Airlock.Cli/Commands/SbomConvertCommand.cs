using System.CommandLine;
using System.Text;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Bom;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sbom convert</c>: writes a CycloneDX document in another format or version.</summary>
public static class SbomConvertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("convert", "Write an SBOM (CycloneDX in JSON, of any program) in another format: SPDX 3.0.1, or another version of CycloneDX. What Airlock does not know of a document is left out");
        var file = new Argument<string>("file") { Description = "The document" };
        var to = new Option<string>("--to") { Description = "The format", HelpName = "format", Required = true };
        to.AcceptOnlyFromAmong([.. BomFormats.Names]);
        var output = new Option<string?>("--output", "-o") { Description = "Write it to this file instead of to the terminal", HelpName = "path" };
        command.Add(file);
        command.Add(to);
        command.Add(output);
        command.SetAction(parsed =>
        {
            var terminal = context.Terminal;
            var source = terminal.Absolute(parsed.GetValue(file)!);
            if (!File.Exists(source))
            {
                throw new ToolException(ExitCode.Usage, $"{terminal.Shown(source)} does not exist");
            }

            var bytes = BomFormats.Write(SbomDiffCommand.Read(terminal, source), parsed.GetValue(to)!);
            if (parsed.GetValue(output) is { } path)
            {
                AtomicFile.Write(terminal.Absolute(path), stream => stream.Write(bytes));
            }
            else
            {
                terminal.WriteRaw(Encoding.UTF8.GetString(bytes));
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }
}
