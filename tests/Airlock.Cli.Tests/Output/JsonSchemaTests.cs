using System.Text.Json;
using System.Text.Json.Nodes;
using Airlock.Cli.Output;
using Airlock.Shared.Rules;
using Json.Schema;

namespace Airlock.Cli.Tests.Output;

/// <summary>What machines read keeps its form.</summary>
public class JsonSchemaTests : ToolTest
{
    public static TheoryData<string> Names => [.. JsonSchemas.All.Select(kind => kind.Name)];

    public static TheoryData<string, string[]> Outputs => new()
    {
        { "check", ["scan", "--format", "json"] },
        { "check", ["check", "--format", "json"] },
        { "doctor", ["doctor", "--format", "json"] },
        { "log", ["log", "--format", "json"] },
        { "log", ["log", "verify", "--format", "json"] },
        { "policy-show", ["policy", "show", "--format", "json"] },
        { "policy-validate", ["policy", "validate", "--format", "json"] },
        { "sbom-diff", ["sbom", "diff", "old.cdx.json", "new.cdx.json", "--format", "json"] },
        { "verify", ["verify", "models", "--key", "team.pem", "--format", "json"] },
        { "vet", ["vet", "models", "--format", "json"] },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task Output_is_what_its_schema_says(string name, string[] arguments)
    {
        var project = Write("App.csproj", "<Project />");
        Write("airlock.json", """{ "profile": "standard" }""");
        Write("models/a.pkl", "cos\nsystem\n(S'x'\ntR.");
        Write("old.cdx.json", """{ "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [] }""");
        Write("new.cdx.json", """{ "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [{ "type": "library", "name": "A", "version": "1.0.0", "bom-ref": "a", "purl": "pkg:nuget/A@1.0.0" }] }""");
        using (var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256))
        {
            Write("team.pem", key.ExportSubjectPublicKeyInfoPem());
            Write("signing.pem", key.ExportPkcs8PrivateKeyPem());
        }

        await RunAsync("sign", "models", "--key", "signing.pem");
        await RunAsync("pin", "models/a.pkl");
        Evaluation.Add(project);

        var outcome = await RunAsync(new FakeBuild { Results = { Result(Finding("AIR1001", FindingLevel.Block, line: 3)) } }, arguments);

        var document = JsonNode.Parse(outcome.Out)!;
        Assert.Equal(JsonSchemas.AddressOf(name), document["$schema"]!.GetValue<string>());
        Assert.Equal(1, document["version"]!.GetValue<int>());
        var form = Schema(name);

        // The library keeps schemas by their address, and takes none twice.
        form.Remove("$id");
        var schema = JsonSchema.FromText(form.ToJsonString());
        var result = schema.Evaluate(JsonDocument.Parse(outcome.Out).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', result.Details?.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")) ?? []) + outcome.Out);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Committed_schema_is_the_one_that_the_code_makes(string name)
    {
        var committed = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", $"{name}.schema.json")))!;

        Assert.True(JsonNode.DeepEquals(Bare(committed), Bare(Schema(name))), $"run tools/Airlock.Documentation: {name}.schema.json is out of date");
    }

    // Whoever reads version 1 of a document finds every member that it ever had. Rows are only added.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_member_vanishes(string name)
    {
        var known = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Output", "json-members.txt")).Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..]).ToList();
        var members = Members(Schema(name), "").ToList();

        Assert.NotEmpty(known);
        Assert.Empty(known.Except(members));
        Assert.True(!members.Except(known).Any(), $"add to json-members.txt:\n{string.Join('\n', members.Except(known).Select(member => $"{name} {member}"))}");
    }

    private static JsonObject Schema(string name) => JsonSchemas.Of(JsonSchemas.All.First(kind => kind.Name == name), (_, _) => null);

    private static IEnumerable<string> Members(JsonNode? schema, string path)
    {
        var own = (schema?["properties"] as JsonObject)?.SelectMany(member => Members(member.Value, $"{path}/{member.Key}").Prepend($"{path}/{member.Key}")) ?? [];
        var items = schema?["items"] is { } item ? Members(item, path + "[]") : [];
        var values = schema?["additionalProperties"] is JsonObject value ? Members(value, path + "/*") : [];
        return own.Concat(items).Concat(values).Distinct();
    }

    private static JsonNode Bare(JsonNode schema)
    {
        void Strip(JsonNode? node, bool isSchema)
        {
            if (node is JsonObject members)
            {
                if (isSchema)
                {
                    members.Remove("description");
                }

                foreach (var (key, value) in members)
                {
                    Strip(value, !isSchema || key is not "properties");
                }
            }
            else if (node is JsonArray items)
            {
                foreach (var item in items)
                {
                    Strip(item, true);
                }
            }
        }

        var copy = schema.DeepClone();
        Strip(copy, true);
        return copy;
    }
}
