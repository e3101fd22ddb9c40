using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Signing;
using Airlock.Core;
using Airlock.Core.Models.Signing;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sign</c>: makes a signature bundle (OpenSSF Model Signing 1.0) for a model.</summary>
public static class SignCommand
{
    /// <summary>What a bundle is called in a model's folder.</summary>
    public const string BundleName = "model.sig";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("sign", "Sign a model, a folder or files of one, with a key or a certificate (OpenSSF Model Signing)");
        var paths = new Argument<string[]>("paths") { Description = "The model's folder, or its files", Arity = ArgumentArity.OneOrMore };
        var key = new Option<string>("--key") { Description = "Private key in PEM: P-256, P-384 or P-521", HelpName = "file", Required = true };
        var password = new Option<string?>("--password-variable") { Description = "Environment variable that holds the key's password", HelpName = "name" };
        var certificate = new Option<string?>("--certificate") { Description = "The key's certificate and those above it in PEM, to be trusted by a root instead of by the key", HelpName = "file" };
        var output = new Option<string?>("--output", "-o") { Description = $"The bundle (default: {BundleName} in the folder, or beside a file its name and .sig)", HelpName = "file" };
        var ignore = new Option<string[]>("--ignore") { Description = "A path in the folder that is not signed; may be repeated", HelpName = "path" };
        var shardSize = new Option<long?>("--shard-size") { Description = $"Hash ranges of that many bytes instead of whole files, as {RangeDigest.DefaultShardSize}", HelpName = "bytes" };
        foreach (var symbol in new Option[] { key, password, certificate, output, ignore, shardSize })
        {
            command.Add(symbol);
        }

        command.Add(paths);
        command.SetAction((parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            if (parsed.GetValue(shardSize) is <= 0)
            {
                throw new ToolException(ExitCode.Usage, "--shard-size must be above zero");
            }

            var model = SignedPaths.Find([.. parsed.GetValue(paths)!.Select(terminal.Absolute)]);
            var bundle = parsed.GetValue(output) is { } file ? terminal.Absolute(file) : model.DefaultBundle;
            var credential = SignatureFiles.Credential(
                terminal.Absolute(parsed.GetValue(key)!),
                parsed.GetValue(password),
                parsed.GetValue(certificate) is { } certificates ? terminal.Absolute(certificates) : null);
            using (credential.Key)
            {
                Sign(model, bundle, credential, parsed.GetValue(ignore)!.Select(terminal.Absolute), parsed.GetValue(shardSize), terminal, cancellation);
            }

            return Task.FromResult((int)ExitCode.Clean);
        });
        return command;
    }

    private static void Sign(
        SignedPaths model, string bundle, SigningCredential credential, IEnumerable<string> ignore, long? shardSize, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var ignored = SignedManifest.DefaultIgnoredPaths
                .Concat(ignore.Select(path => ModelFolder.NameIn(model.Folder, path) ?? throw new ToolException(ExitCode.Usage, $"{path} is not in {model.Folder}")))
                .Append(ModelFolder.NameIn(model.Folder, bundle))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .ToList();
            var manifest = ModelSigner.Describe(model.Name, model.Files(ignored), shardSize, ignored, cancellation);
            var bytes = ModelSigner.Sign(manifest, credential);
            AtomicFile.Write(bundle, stream => stream.Write(bytes));
            terminal.WriteRaw($"signed    {terminal.Shown(model.Shown)} ({manifest.Files.Count:N0} files)\nBundle: {terminal.Shown(bundle)}\n");
            if (credential.Certificates.Count == 0)
            {
                terminal.WriteRaw($"  key:{credential.Key.Fingerprint}\n");
            }
        }
        catch (SignatureException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }
    }
}
