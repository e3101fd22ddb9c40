using System.CommandLine;
using Airlock.Cli.Signing;
using Airlock.Core.Attestations;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock attest</c>: signs the verdict that a build left, so that others can rely on it.</summary>
public static class AttestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("attest", "Sign the verdict of a build (an in-toto statement with an SLSA verification summary), and print the path of the envelope; verify it with airlock verify");
        var path = new Argument<string>("path") { Description = $"A verdict (*{VerificationSummary.FileEnding}), or a folder: all that are in it and below" };
        var key = new Option<string>("--key") { Description = "Private key in PEM: P-256, P-384 or P-521", HelpName = "file", Required = true };
        var password = new Option<string?>("--password-variable") { Description = "Environment variable that holds the key's password", HelpName = "name" };
        command.Add(path);
        command.Add(key);
        command.Add(password);
        command.SetAction(parsed =>
        {
            var verdicts = SignedVerdict.Find(context.Terminal.Absolute(parsed.GetValue(path)!));
            var credential = SignatureFiles.Credential(context.Terminal.Absolute(parsed.GetValue(key)!), parsed.GetValue(password), certificateFile: null);
            using (credential.Key)
            {
                foreach (var verdict in verdicts)
                {
                    context.Terminal.WriteRaw(SignedVerdict.Sign(verdict, credential.Key) + "\n");
                }
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }
}
