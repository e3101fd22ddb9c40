using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Delivery;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sbom push</c>: delivers a bill of materials to a Dependency-Track server.</summary>
public static class SbomPushCommand
{
    private const int LongestKeyFile = 4096;

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("push", $"Deliver an SBOM to a Dependency-Track server. The API key is read from {DependencyTrackSettings.KeyVariable} or a file, and never printed");
        var file = new Argument<string>("file") { Description = "The document (CycloneDX in JSON)" };
        var url = new Option<string>("--url") { Description = "Address of the server, as https://deptrack.example.com; http is for this machine alone", HelpName = "address", Required = true };
        var keyFile = new Option<string?>("--api-key-file") { Description = $"File that holds the API key (default: the environment variable {DependencyTrackSettings.KeyVariable})", HelpName = "file" };
        var id = new Option<Guid?>("--project-id") { Description = "The project on the server, by its UUID", HelpName = "uuid" };
        var name = new Option<string?>("--project") { Description = "The project by its name (default: the name in the document)", HelpName = "name" };
        var version = new Option<string?>("--project-version") { Description = "Its version (default: the version in the document)", HelpName = "version" };
        var create = new Option<bool>("--auto-create") { Description = "Let the server make the project if it is not there; the key needs PROJECT_CREATION_UPLOAD" };
        var parent = new Option<string?>("--parent") { Description = "With --auto-create: the project under which it is made", HelpName = "name" };
        var parentVersion = new Option<string?>("--parent-version") { Description = "Version of that project", HelpName = "version" };
        var latest = new Option<bool>("--latest") { Description = "With --auto-create: mark it as the latest version" };
        var wait = new Option<bool>("--wait") { Description = "Wait until the server has processed the document" };
        var timeout = new Option<int>("--timeout") { Description = "With --wait: how many seconds to wait at most", HelpName = "seconds", DefaultValueFactory = _ => 300 };
        command.Add(file);
        foreach (var option in new Option[] { url, keyFile, id, name, version, create, parent, parentVersion, latest, wait, timeout })
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            if (parsed.GetValue(id) is not null && (parsed.GetValue(name) ?? parsed.GetValue(version) ?? parsed.GetValue(parent)) is not null)
            {
                throw new ToolException(ExitCode.Usage, "name a project by --project-id, or by --project and --project-version, not by both");
            }

            if (parsed.GetValue(parentVersion) is not null && parsed.GetValue(parent) is null)
            {
                throw new ToolException(ExitCode.Usage, "--parent-version needs --parent");
            }

            if (parsed.GetValue(timeout) is <= 0 or > 86_400)
            {
                throw new ToolException(ExitCode.Usage, "--timeout must be 1 to 86400 seconds");
            }

            var path = terminal.Absolute(parsed.GetValue(file)!);
            if (!File.Exists(path))
            {
                throw new ToolException(ExitCode.Usage, $"{path} does not exist");
            }

            var document = SbomDiffCommand.Read(terminal, path);
            var described = document.Metadata.Component;
            var project = new DependencyTrackProject
            {
                Id = parsed.GetValue(id),
                Name = parsed.GetValue(name) ?? described.Name,
                Version = parsed.GetValue(version) ?? described.Version,
                AutoCreate = parsed.GetValue(create),
                ParentName = parsed.GetValue(parent),
                ParentVersion = parsed.GetValue(parentVersion),
                IsLatest = parsed.GetValue(latest),
            };
            try
            {
                var settings = DependencyTrackSettings.Create(parsed.GetValue(url)!, Key(context, parsed.GetValue(keyFile))) with { Patience = TimeSpan.FromSeconds(parsed.GetValue(timeout)) };
                await PushAsync(terminal, settings, path, project, parsed.GetValue(wait), cancellation);
            }
            catch (DeliveryException exception)
            {
                var hint = exception.Failure == DeliveryFailure.Document && document.SpecVersion == SpecVersion.V1_7 && exception.Message.Contains("specVersion", StringComparison.OrdinalIgnoreCase)
                    ? "\nA server that does not know CycloneDX 1.7 yet takes what airlock sbom --spec-version 1.6 writes."
                    : "";
                throw new ToolException(ExitCodeOf(exception.Failure), exception.Message + hint);
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static async Task PushAsync(Terminal terminal, DependencyTrackSettings settings, string path, DependencyTrackProject project, bool wait, CancellationToken cancellation)
    {
        using var client = new DependencyTrackClient(settings);
        var delivered = await client.UploadAsync(await File.ReadAllBytesAsync(path, cancellation), project, cancellation);
        terminal.WriteRaw(Terminal.Printable($"accepted   {terminal.Shown(path)} as {project}{(delivered.ProjectId is { } id && project.Id is null ? $" ({id})" : "")}, token {delivered.Token}") + "\n");
        if (wait)
        {
            await client.WaitAsync(delivered.Token, cancellation);
            terminal.WriteRaw("processed\n");
        }
    }

    private static string? Key(ToolContext context, string? keyFile)
    {
        if (keyFile is null)
        {
            return context.Variable(DependencyTrackSettings.KeyVariable);
        }

        var path = context.Terminal.Absolute(keyFile);
        return !File.Exists(path) ? throw new ToolException(ExitCode.Usage, $"{path} does not exist")
            : new FileInfo(path).Length > LongestKeyFile ? throw new ToolException(ExitCode.Usage, $"{path} is too large to be an API key")
            : File.ReadAllText(path);
    }

    private static ExitCode ExitCodeOf(DeliveryFailure failure) => failure switch
    {
        DeliveryFailure.Settings or DeliveryFailure.Refused => ExitCode.Usage,
        DeliveryFailure.Document => ExitCode.Violation,
        DeliveryFailure.Unfinished => ExitCode.Incomplete,
        _ => ExitCode.Internal,
    };
}
