using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Attestations;
using Airlock.Core.Models.Signing;
using Airlock.Shared.Json;

namespace Airlock.Cli.Signing;

/// <summary>Signs the verdicts that builds leave, and verifies them.</summary>
internal static class SignedVerdict
{
    /// <summary>Whether a file is named as a signed statement is.</summary>
    public static bool IsNamedSo(string path) => path.EndsWith(DsseEnvelope.FileEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The verdicts that a path means: the file, or those in the folder and below.</summary>
    /// <param name="path">File or folder, absolute.</param>
    /// <exception cref="ToolException">There is none.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var found = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*" + VerificationSummary.FileEnding, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList()
            : throw new ToolException(ExitCode.Usage, $"{path} does not exist");
        return found.Count > 0 ? found : throw new ToolException(ExitCode.Usage, $"{path} holds no verdict (*{VerificationSummary.FileEnding}); build it with the gate");
    }

    /// <summary>Signs a verdict, after a look whether it still fits what lies on disk.</summary>
    /// <param name="path">The statement, absolute.</param>
    /// <param name="key">The private key.</param>
    /// <returns>The envelope's file.</returns>
    /// <exception cref="ToolException">It is no verdict, or a file that it names has changed.</exception>
    public static string Sign(string path, EllipticCurveKey key)
    {
        var statement = ReadBytes(path);
        var summary = SignatureFiles.Complain(path, () => VerificationSummary.Read(statement), SignatureFiles.ExitCodeOf);
        var changed = AttestedFiles.Compare(summary.Subjects.Concat(summary.Evidence), Path.GetDirectoryName(path)!).Where(one => one.State == AttestedState.Changed).ToList();
        if (changed.Count > 0)
        {
            throw new ToolException(ExitCode.Violation, $"{path} is not signed: {changed[0].File.Name} is not the file of which it speaks; build again");
        }

        var envelope = SignatureFiles.Complain(path, () => DsseEnvelope.Sign(statement, key));
        var file = (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path[..^".json".Length] : path) + DsseEnvelope.FileEnding;
        AtomicFile.Write(file, stream => stream.Write(envelope.Write()));
        return file;
    }

    /// <summary>Verifies a signed verdict and tells what it says.</summary>
    /// <param name="path">The envelope, absolute.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="terminal">Where to tell.</param>
    /// <exception cref="ToolException">It vouches for nothing, a file differs, or the verdict is that the gate failed.</exception>
    public static void Verify(string path, SignatureTrust trust, Terminal terminal)
    {
        var (identity, summary) = SignatureFiles.Complain(
            path,
            () =>
            {
                var envelope = DsseEnvelope.Read(ReadBytes(path));
                return (envelope.Verify(trust), VerificationSummary.Read(envelope.Payload));
            },
            SignatureFiles.ExitCodeOf);
        var subjects = AttestedFiles.Compare(summary.Subjects, Path.GetDirectoryName(path)!);
        foreach (var (file, state) in subjects)
        {
            terminal.WriteRaw($"{WordOf(state),-10}{Terminal.Printable(file.Name)}\n");
        }

        if (subjects.Any(one => one.State == AttestedState.Changed))
        {
            throw new ToolException(ExitCode.Violation, "the signature is good, but a file differs from the one that passed the gate");
        }

        if (!subjects.Any(one => one.State == AttestedState.Same))
        {
            throw new ToolException(ExitCode.Incomplete, "the signature is good, but none of the files of which it speaks is beside it or in the folders above");
        }

        if (!summary.IsPassed)
        {
            throw new ToolException(ExitCode.Violation, "the signature is good, and what it says is that the gate blocked this build");
        }

        terminal.WriteRaw($"verified  {Terminal.Printable(summary.Resource)} passed the gate (profile {Terminal.Printable(summary.Profile)}, Airlock {Terminal.Printable(summary.ToolVersion)})\n  {Terminal.Printable(identity)}\n");
    }

    private static byte[] ReadBytes(string path) => new FileInfo(path).Length <= JsonText.MaximumLength
        ? File.ReadAllBytes(path)
        : throw new ToolException(ExitCode.Usage, $"{path} is too large: at most {JsonText.MaximumLength:N0} bytes are read");

    private static string WordOf(AttestedState state) => state switch
    {
        AttestedState.Same => "same",
        AttestedState.Changed => "changed",
        _ => "not here",
    };
}
