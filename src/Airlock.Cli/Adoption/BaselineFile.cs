using System.Text;
using Airlock.Core;
using Airlock.Core.Baselines;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Adoption;

/// <summary>The baseline on disk.</summary>
public static class BaselineFile
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The baselines that belong to the results of a run: by the lock file that each result names.</summary>
    public static IEnumerable<IGrouping<string, GateResult>> Groups(IEnumerable<GateResult> results) => results
        .GroupBy(result => result.LockFile ?? Path.Combine(result.Root, Core.Policy.PolicyFiles.LockName), StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal);

    /// <summary>Reads a baseline; a missing one is empty.</summary>
    /// <exception cref="ToolException">It is no valid baseline: all errors with their places.</exception>
    public static BaselineDocument Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException(ExitCode.Usage, $"{path} is a directory, where the baseline should be");
        }

        if (!File.Exists(path))
        {
            return BaselineDocument.Empty;
        }

        if (new FileInfo(path).Length > JsonText.MaximumLength)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is too large for a baseline");
        }

        try
        {
            var document = BaselineDocument.Parse(File.ReadAllText(path, Encoding), out var errors);
            return errors.Count == 0
                ? document
                : throw new ToolException(ExitCode.Usage, string.Join('\n', errors.Select(error => $"{path}{error.Position}: {error.Message}")));
        }
        catch (DecoderFallbackException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} is not text in UTF-8");
        }
    }

    /// <summary>The bytes of a baseline as they are written.</summary>
    /// <exception cref="ToolException">They are more than the gate would read.</exception>
    public static byte[] Write(BaselineDocument document)
    {
        var text = document.Write();
        return text.Length <= JsonText.MaximumLength
            ? Encoding.GetBytes(text)
            : throw new ToolException(ExitCode.Usage, $"the baseline would hold {document.Entries.Count:N0} findings, more than the gate reads; set levels in \"rules\" of the policy, or accept by rule: --rule AIR1001");
    }
}
