using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Airlock.Cli.Diagnosis;

namespace Airlock.Cli.Output;

/// <summary>A document that the tool writes for machines.</summary>
/// <param name="Name">Name of its schema, as <c>doctor</c>.</param>
/// <param name="Commands">The commands that write it.</param>
/// <param name="Type">How it is written; the schema is made of this, so that the two can't differ.</param>
internal sealed record JsonDocumentKind(string Name, string Commands, JsonTypeInfo Type);

/// <summary>The schemas of all documents that <c>--format json</c> writes.</summary>
/// <remarks>
/// A document only ever gains members while its <c>version</c> stays; what a member means does not change. A reader ignores what it does not know, so the
/// schemas allow further members.
/// </remarks>
internal static class JsonSchemas
{
    private const string Base = "https://airlock.dev/schemas/";

    /// <summary>All documents, in ordinal order of their names.</summary>
    public static IReadOnlyList<JsonDocumentKind> All { get; } =
    [
        new("check", "airlock scan, airlock check", JsonReportContext.Default.JsonReport),
        new("doctor", "airlock doctor", ToolDocumentContext.Default.DoctorReport),
        new("log", "airlock log, airlock log verify", ToolDocumentContext.Default.LogDocument),
        new("policy-show", "airlock policy show", ToolDocumentContext.Default.EffectivePolicyDocument),
        new("policy-validate", "airlock policy validate", ToolDocumentContext.Default.PolicyValidityDocument),
        new("sbom-diff", "airlock sbom diff", ChangeDocumentContext.Default.ChangeDocument),
        new("verify", "airlock verify", ToolDocumentContext.Default.VerifyDocument),
        new("vet", "airlock vet", ToolDocumentContext.Default.VetDocument),
    ];

    /// <summary>The address of a schema, which each document names.</summary>
    public static string AddressOf(string name) => $"{Base}{name}.schema.json";

    /// <summary>The schema of a document (JSON Schema, draft 2020-12).</summary>
    /// <param name="kind">The document.</param>
    /// <param name="describe">What a type or a member of it is, in words, or null; the second argument is null for the type.</param>
    public static JsonObject Of(JsonDocumentKind kind, Func<Type, string?, string?> describe)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) =>
            {
                var text = context.PropertyInfo is { } property
                    ? describe(property.DeclaringType, (property.AttributeProvider as System.Reflection.MemberInfo)?.Name ?? property.Name)
                    : describe(context.TypeInfo.Type, null);
                if (schema is JsonObject members && text is not null && !members.ContainsKey("description"))
                {
                    members.Insert(0, "description", text);
                }

                if (schema is JsonObject type && type["properties"] is JsonObject properties)
                {
                    // What is null is not written; everything else always is.
                    type["required"] = new JsonArray([.. properties.Where(member => !MayBeAbsent(member.Value)).Select(member => (JsonNode)member.Key)]);
                }

                return schema;
            },
        };
        var schema = kind.Type.GetJsonSchemaAsNode(options).AsObject();
        schema.Remove("description", out var described);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", AddressOf(kind.Name));
        schema.Insert(2, "title", $"What {kind.Commands} write{(kind.Commands.Contains(',', StringComparison.Ordinal) ? "" : "s")} with --format json");
        if (described is not null)
        {
            schema.Insert(3, "description", described);
        }

        return schema;
    }

    private static bool MayBeAbsent(JsonNode? schema) => schema is not JsonObject members
        || members.ContainsKey("$ref")
        || (members["type"] is JsonArray types && types.Any(type => type?.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "null"))
        || (members["enum"] is JsonArray values && values.Any(value => value is null));
}
