using Airlock.Cli.Output;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Policy;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Pinning;

/// <summary>A model as the user names it on the command line.</summary>
/// <param name="Name">A file, the path of a pin, or an address.</param>
/// <param name="LockPath">The lock file, absolute.</param>
/// <param name="Folder">The current folder, absolute.</param>
public sealed record PinnedModel(string Name, string LockPath, string Folder)
{
    /// <summary>The model of that name, with the lock file that is named or that its file belongs to.</summary>
    public static PinnedModel Of(string name, string? lockFile, Terminal terminal) => new(
        name,
        lockFile ?? LockFile.PathFor(LockDocument.IsAddress(name) ? terminal.Folder : Path.GetDirectoryName(terminal.Absolute(name)) ?? terminal.Folder, terminal.Folder),
        terminal.Folder);

    /// <summary>Its pin.</summary>
    /// <exception cref="ToolException">It has none: the message lists those that there are.</exception>
    public Pin Find(LockFile lockFile)
    {
        var document = lockFile.Document;
        var relative = LockDocument.IsAddress(Name) ? Name : Path.GetRelativePath(lockFile.Folder, Path.GetFullPath(Name, Folder)).Replace('\\', '/');
        if ((document.Find(relative) ?? document.Find(LockDocument.Normalise(Name))) is { } pin)
        {
            return pin.Kind == PinKind.Model ? pin : throw new ToolException(ExitCode.Usage, $"{pin.Path} is a data set; only models are approved");
        }

        var models = document.Pins.Where(other => other.Kind == PinKind.Model).Select(other => $"\n  {other.Path}").ToList();
        throw new ToolException(ExitCode.Usage, models.Count == 0
            ? $"{Name} is not pinned, nor is any other model, in {LockPath}; vet it, then run: airlock pin {Name}"
            : $"{Name} is not pinned in {LockPath}; pinned are{string.Concat(models)}");
    }

    /// <summary>The digest of the file that a pin stands for, as it lies on disk; null for an address.</summary>
    /// <exception cref="ToolException">There is no such file.</exception>
    public static async Task<string?> DigestOnDiskAsync(Pin pin, LockFile lockFile, Terminal terminal, CancellationToken cancellation)
    {
        if (LockDocument.IsAddress(pin.Path))
        {
            return null;
        }

        var candidate = PinCandidate.Of(Path.GetFullPath(pin.Path, lockFile.Folder), lockFile.Path);
        return (await new ReadingProgress(terminal).ReadAsync([candidate.ToRead()], FileDigest.Compute, cancellation))[0].Sha256;
    }

    /// <summary>The environments of the policy that a lock file belongs to.</summary>
    /// <exception cref="ToolException">The policy is not valid.</exception>
    public IReadOnlyList<PolicyEnvironment> ReadEnvironments()
    {
        var findings = new List<Finding>();
        var context = PolicyFiles.Read(LockPath, policyFile: null, LockPath, profile: null, findings);
        var wrong = findings.Where(finding => finding.RuleId == "AIR9001").ToList();
        return wrong.Count == 0
            ? context.Policy.Environments
            : throw new ToolException(ExitCode.Usage, string.Join('\n', wrong.Select(finding => $"{finding.Location.Path}({finding.Location.Line},{finding.Location.Column}): {finding.Message}")));
    }
}
