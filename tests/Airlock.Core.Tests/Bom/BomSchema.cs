using System.ComponentModel;
using System.Diagnostics;

namespace Airlock.Core.Tests.Bom;

/// <summary>Holds documents against the official schema by <c>tests/conformance</c>, which needs Node.js and its packages.</summary>
internal static class BomSchema
{
    /// <summary>Validates files: exit code 0 if all are valid, 1 if any is not. Skips the test where the validator can't run.</summary>
    public static (int ExitCode, string Output) Validate(IEnumerable<string> files) => Run("validate-bom.mjs", files);

    /// <summary>Runs a script of the folder. Skips the test where it can't run.</summary>
    public static (int ExitCode, string Output) Run(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(ConformanceFolder(), script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            Assert.SkipWhen(process.ExitCode == 2, output.Trim());
            return (process.ExitCode, output);
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js is not installed.");
            throw;
        }
    }

    private static string ConformanceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "tests", "conformance", "validate-bom.mjs")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The tests do not run inside the repository.");
        return Path.Combine(folder!.FullName, "tests", "conformance");
    }
}
