using System.Text;
using Airlock.Core.Findings;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Core.Policy;

/// <summary>
/// Finds and reads <c>airlock.json</c> and <c>airlock.lock.json</c>. Whatever is wrong with them becomes a finding with its place
/// (AIR9001, AIR9002), and defaults take over: a gate whose policy can't be read blocks, it doesn't look away.
/// </summary>
public static class PolicyFiles
{
    /// <summary>Name of the policy file.</summary>
    public const string PolicyName = "airlock.json";

    /// <summary>Name of the lock file.</summary>
    public const string LockName = "airlock.lock.json";

    /// <summary>Reads what holds for a project.</summary>
    /// <param name="projectFile">The project file, absolute.</param>
    /// <param name="policyFile">The policy that the user named, absolute, or null to look upward from the project.</param>
    /// <param name="lockFile">The lock that the user named, absolute, or null to look beside the policy.</param>
    /// <param name="profile">The project's switch <c>AirlockProfile</c>, or null.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static GateContext Read(string projectFile, string? policyFile, string? lockFile, string? profile, ICollection<Finding> findings)
    {
        var projectFolder = Path.GetDirectoryName(projectFile)!;
        var (policyPath, lockPath) = Locate(projectFolder, policyFile, lockFile);
        var root = FindRoot(projectFolder, policyPath ?? lockPath);
        lockPath ??= Path.Combine(root, LockName);
        var context = new GateContext(root, projectFile, PolicyDocument.Default, policyPath, "standard", LockDocument.Empty, lockPath);

        var policy = context.Policy;
        if (policyPath is not null && ReadText(context, "AIR9001", "The policy", policyPath, policyFile is not null, findings) is { } policyText)
        {
            policy = PolicyDocument.Parse(policyText, out var errors);
            Report(context, "AIR9001", "The policy", policyPath, errors, findings);
        }

        var pins = context.Lock;
        if (ReadText(context, "AIR9002", "The lock file", lockPath, lockFile is not null, findings) is { } lockText)
        {
            pins = LockDocument.Parse(lockText, out var errors);
            Report(context, "AIR9002", "The lock file", lockPath, errors, findings);
        }

        return context with { Policy = policy, Profile = policy.EffectiveProfile(profile), Lock = pins };
    }

    /// <summary>Where policy and lock of a project are looked for: named, else the nearest policy upward and the lock beside it.</summary>
    /// <param name="projectFolder">The folder of the project, absolute.</param>
    /// <param name="policyFile">The policy that the user named, absolute, or null.</param>
    /// <param name="lockFile">The lock that the user named, absolute, or null.</param>
    /// <returns>Absolute paths, whether anything stands there or not; null where nothing is named and nothing found.</returns>
    public static (string? Policy, string? Lock) Locate(string projectFolder, string? policyFile, string? lockFile)
    {
        var policy = policyFile ?? FindUpward(projectFolder, PolicyName);
        var pins = lockFile ?? (policy is null ? FindUpward(projectFolder, LockName) : Path.Combine(Path.GetDirectoryName(policy)!, LockName));
        return (policy, pins);
    }

    /// <summary>The nearest file or folder of that name, from a folder upward, or null. A folder counts, so that it can be complained of.</summary>
    public static string? FindUpward(string folder, string name)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, name);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Turns errors of a policy, lock or baseline into findings.</summary>
    public static void Report(
        GateContext context, string rule, string what, string path, IEnumerable<TextError> errors, ICollection<Finding> findings)
    {
        foreach (var error in errors)
        {
            var (_, line, column) = error.Position;
            findings.Add(new Finding
            {
                RuleId = rule,
                Message = $"{what} is invalid: {error.Message}",
                Location = new FindingLocation(context.Relative(path), line, column, line, column),
            });
        }
    }

    private static string FindRoot(string projectFolder, string? policyFile) =>
        policyFile is not null ? Path.GetDirectoryName(policyFile)!
        : FindUpward(projectFolder, ".git") is { } repository ? Path.GetDirectoryName(repository)!
        : projectFolder;

    /// <summary>Reads a file whole; whatever hinders that becomes a finding.</summary>
    internal static string? ReadText(
        GateContext context, string rule, string what, string path, bool required, ICollection<Finding> findings)
    {
        string? problem;
        try
        {
            if (Directory.Exists(path))
            {
                problem = "is a directory; a JSON file should stand there";
            }
            else if (!File.Exists(path))
            {
                problem = required ? "does not exist" : null;
            }
            else if (new FileInfo(path).Length > JsonText.MaximumLength)
            {
                problem = $"is too large: {new FileInfo(path).Length:N0} bytes, at most {JsonText.MaximumLength:N0} are read";
            }
            else
            {
                return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            }
        }
        catch (DecoderFallbackException)
        {
            problem = "is not UTF-8 text";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"can't be read: {exception.Message}";
        }

        if (problem is not null)
        {
            findings.Add(new Finding
            {
                RuleId = rule,
                Message = $"{what} {problem}",
                Location = new FindingLocation(context.Relative(path)),
            });
        }

        return null;
    }
}
