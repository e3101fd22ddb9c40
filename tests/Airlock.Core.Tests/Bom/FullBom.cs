using Airlock.Core.Bom;

namespace Airlock.Core.Tests.Bom;

/// <summary>A document in which each part of the model has a value.</summary>
internal static class FullBom
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    private static readonly OrganizationalEntity Contoso = new("Contoso", ["https://contoso.example/"]) { Contacts = [new Contact("Security", "psirt@contoso.example")] };

    private static readonly Component Tool = new() { Type = ComponentType.Application, BomRef = "airlock", Name = "Airlock", Version = "1.0.0", Manufacturer = Contoso, Hashes = [new Hash("SHA-256", BomInputs.Digest('7'))] };

    public static Airlock.Core.Bom.Bom Document { get; } = new()
    {
        SerialNumber = new Guid("a1e01fe6-639e-5edd-b11f-e64b4e6a3e32"),
        Metadata = new Metadata
        {
            Timestamp = Moment,
            Lifecycle = "build",
            Tools = [Tool],
            Manufacturer = Contoso,
            Supplier = Contoso,
            Authors = [new Contact("Contoso build", "build@contoso.example")],
            License = "CC0-1.0",
            Tlp = "AMBER",
            Component = new Component { Type = ComponentType.Application, BomRef = "app", Name = "App", Version = "1.0.0" },
            Properties = [new Property("airlock:schemaVersion", "2")],
        },
        Components =
        [
            new Component
            {
                Type = ComponentType.MachineLearningModel,
                BomRef = "model:file:m.onnx",
                MimeType = "application/octet-stream",
                Supplier = Contoso,
                Manufacturer = Contoso,
                Authors = ["Ada"],
                Name = "m.onnx",
                Version = "1",
                Description = "A model",
                Scope = ComponentScope.Required,
                Hashes = [new Hash("SHA-256", BomInputs.Digest('1')), new Hash("SHA-512", BomInputs.Digest('1') + BomInputs.Digest('2'))],
                Licenses = [new License("Apache-2.0", null, null), new License(null, "Own terms", "https://contoso.example/terms", "concluded")],
                Copyright = "© Contoso",
                Purl = "pkg:generic/m.onnx?checksum=sha256:" + BomInputs.Digest('1'),
                ExternalReferences = [new ExternalReference("distribution", "https://contoso.example/m.onnx", "as built", new Hash("SHA-256", BomInputs.Digest('1')))],
                Properties = [new Property("airlock:file:format", "onnx"), new Property("airlock:file:path", "m.onnx")],
                Evidence = new Evidence([new Identity("hash", 1, "hash-comparison", "m.onnx", BomInputs.Digest('1'))], [new Occurrence("src/A.cs", 3, "A.B", "new C()")]),
                Pedigree = new Pedigree([new Component { Type = ComponentType.MachineLearningModel, Name = "base" }], "fine-tuned"),
                ModelCard = new ModelCard
                {
                    Task = "text-classification",
                    Approach = "supervised",
                    ArchitectureFamily = "transformer",
                    ModelArchitecture = "DistilBert",
                    Datasets = ["data:file:train.csv", "glue"],
                    Inputs = ["ids: int64[batch,sequence]"],
                    Outputs = ["scores: float32[batch,12]"],
                    PerformanceMetrics = [new PerformanceMetric("accuracy", "0.9", "test")],
                    Users = ["Support"],
                    UseCases = ["Route a message"],
                    TechnicalLimitations = ["English only"],
                    EthicalConsiderations = ["Bias"],
                    Properties = [new Property("cdx:ai-ml:model:modality", "text")],
                },
            },
            new Component
            {
                Type = ComponentType.Data,
                BomRef = "data:file:train.csv",
                Name = "train.csv",
                IsExternal = true,
                Data = new ComponentData("train.csv", "train.csv")
                {
                    Description = "Messages",
                    Classification = "confidential",
                    SensitiveData = ["personal data"],
                    Owners = ["Contoso"],
                },
            },
            new Component
            {
                Type = ComponentType.Data,
                BomRef = "prompt:App.Prompts.System",
                Name = "App.Prompts.System",
                Data = new ComponentData("App.Prompts.System", null) { Type = "definition", Attachment = "Be helpful." },
            },
        ],
        Services =
        [
            new Service
            {
                BomRef = "service:consumed:openai",
                Provider = Contoso,
                Group = "ai-inference",
                Name = "OpenAI",
                Version = "2024-10-21",
                Description = "Chat",
                Endpoints = ["https://api.example.com/v1"],
                Authenticated = true,
                CrossesTrustBoundary = true,
                TrustZone = "internet",
                Data = [new ServiceData("outbound", "internal", "prompts") { Description = "Questions", Source = ["app"], Destination = ["https://api.example.com/v1"] }],
                ExternalReferences = [new ExternalReference("documentation", "https://docs.example.com/")],
                Properties = [new Property("airlock:service:role", "consumed")],
                Occurrences = [new Occurrence("src/A.cs", 9, null, null)],
            },
        ],
        Dependencies =
        [
            new Dependency("app", ["data:file:train.csv", "model:file:m.onnx", "prompt:App.Prompts.System", "service:consumed:openai"]),
            new Dependency("data:file:train.csv", []),
            new Dependency("model:file:m.onnx", ["data:file:train.csv"]),
            new Dependency("prompt:App.Prompts.System", []),
            new Dependency("service:consumed:openai", []),
        ],
        Compositions = [new Composition("incomplete", ["app"], ["model:file:m.onnx"], "composition:ai")],
        Annotations = [new Annotation(["model:file:m.onnx"], Tool with { BomRef = null }, Moment, "AIR5001 (warn): no pin")],
        Formulation = new Workflow("workflow:build", "msbuild:App.csproj", "dotnet build", ["build", "scan"], [new Workflow("task:gate", "AirlockGate", "AirlockGate", ["lint", "scan"], [])]),
        Attestation = new Attestation(
            "Build-time gate",
            Contoso,
            "Airlock rules",
            "1.0.0",
            "App.sarif",
            [new RequirementOutcome("AIR5001", "Models are pinned", 0, "1 finding"), new RequirementOutcome("AIR5002", "Models match their pins", 1, "no finding")]),
        Citations =
        [
            new Citation("model:file:m.onnx", ["licenses", "name", "property:airlock:file:path"], "model card", "airlock", "task:gate", Moment),
            new Citation("service:consumed:openai", ["endpoints"], "appsettings.json:9, OpenAI:Endpoint", "airlock", null, Moment),
        ],
        Properties = [new Property("airlock:digest", "sha256:" + BomInputs.Digest('3'))],
    };
}
