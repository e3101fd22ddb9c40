using System.Text.Json;
using System.Text.Json.Nodes;
using Airlock.Cli.Building;

namespace Airlock.Cli.Output;

/// <summary>Joins the SARIF files of all projects into one document (SARIF 2.1.0, section 3.13: a log holds any number of runs).</summary>
public static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The document, with a line end.</summary>
    /// <exception cref="ToolException">A SARIF file that the gate named can't be read.</exception>
    public static string Write(GateRun run)
    {
        var runs = new JsonArray();
        foreach (var result in run.Results)
        {
            var name = $"airlock/{Path.GetFileNameWithoutExtension(result.ProjectFile)}/{result.TargetFramework}/";
            foreach (var file in result.Evidence.Where(file => file.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var part in Runs(file))
                {
                    // Tells the runs of one upload apart (section 3.17.3).
                    part["automationDetails"] ??= new JsonObject { ["id"] = name };
                    runs.Add(part);
                }
            }
        }

        var document = new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = runs };
        return document.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    private static IEnumerable<JsonObject> Runs(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (JsonNode.Parse(stream) is JsonObject log && log["runs"] is JsonArray runs)
            {
                return [.. runs.OfType<JsonObject>().Select(part => part.DeepClone().AsObject())];
            }
        }
        catch (JsonException)
        {
        }

        throw new ToolException(ExitCode.Internal, $"{file} is no SARIF log");
    }
}
