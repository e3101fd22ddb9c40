using System.Text;
using Airlock.Cli.Building;
using Airlock.Core;
using Airlock.Core.Findings;

namespace Airlock.Cli.Output;

/// <summary>The findings of all projects as one SARIF log of one run: services limit how many runs they take.</summary>
public static class SarifReport
{
    /// <summary>What a run of the gate says.</summary>
    public static SarifRun Describe(GateRun run) =>
        SarifRun.Of(run.Results, Path.GetFileNameWithoutExtension(run.Target), run.Gap is { } gap ? [$"The evidence is incomplete: {gap}."] : []);

    /// <summary>The document, with a line end.</summary>
    public static string Write(GateRun run)
    {
        using var stream = new MemoryStream();
        SarifWriter.Write(stream, Describe(run), Gate.Version);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
