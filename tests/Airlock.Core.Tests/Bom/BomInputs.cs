using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Bom;

/// <summary>Inputs of documents for tests.</summary>
public static class BomInputs
{
    /// <summary>The least that a document can be made from.</summary>
    public static BomInput Empty { get; } = new()
    {
        Application = new BomApplication("Contoso.Chat", "1.4.0", "net10.0", "Release", "Exe", IsPackable: false),
        Root = "/src/contoso",
        Timestamp = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
        ToolVersion = "0.1.0",
    };

    /// <summary>One of everything, and the awkward cases: unknown names, twins, absolute paths, braces in routes, keys in addresses.</summary>
    public static BomInput Rich(PackageGraph? packages) => Empty with
    {
        Application = new BomApplication("Contoso.Chat", "1.4.0+build.7", "net10.0", "Release", "Exe", IsPackable: true)
        {
            RuntimeIdentifier = "linux-x64",
            AssemblyFile = "Contoso.Chat.dll",
            AssemblySha256 = Digest('a'),
            Description = "Support chat",
            Authors = ["Ada", "Grace"],
            Licence = "MIT",
            Copyright = "(c) Contoso",
            ProjectUrl = "https://contoso.example/chat",
            SecurityTxt = "https://contoso.example/.well-known/security.txt",
            Commit = "3cc558cc253d3137804ae78fa37a5d13084a3a38",
            IsSelfContained = true,
            RepositoryUrl = "https://user:secret@git.example.com/contoso/chat.git",
        },
        Publisher = BomPublisher.Of("Contoso", "https://contoso.example", "psirt@contoso.example"),
        Licence = "CC0-1.0",
        Tlp = "AMBER",
        TimestampSource = "commit",
        ToolSha256 = Digest('7'),
        Packages = packages,
        Frameworks =
        [
            new BomFramework("Microsoft.NETCore.App", "10.0.12") { Pack = "Microsoft.NETCore.App.Ref" },
            new BomFramework("Microsoft.AspNetCore.App", null),
            new BomFramework("Microsoft.WindowsDesktop.App", "10.0.12") { IsSelfContained = true },
        ],
        Models =
        [
            new BomFile("models/intent.onnx", Digest('b')) { Format = "onnx", Size = 1234, Licence = "Apache-2.0 OR MIT", IsPinned = true },
            new BomFile("models/old/intent.onnx", Digest('9')),
            new BomFile("models/größe (1).gguf", Digest('c')) { Format = "gguf" },
            new BomFile("/home/someone/m.onnx", Digest('d')),
            new BomFile("/home/else/m.onnx", Digest('e')),
            new BomFile("hf://contoso/intent@043235D6088ecd3dd5fb5ca3592b6913fd516027/model.onnx", Digest('f')) { IsPinned = true },
            new BomFile("models/unreadable.onnx", null),
        ],
        Datasets = [new BomFile("data/train set.csv", Digest('1')) { Source = "https://data.example.com/train.csv?token=1", IsPinned = true }],
        Sarif = new BomReport("Contoso Chat.sarif", Digest('2')),
        Findings =
        [
            Asset("hosted-model", "src/Chat.cs", 10, ("name", "gpt-4o-2024-11-20"), ("provider", "OpenAI"), ("symbol", "Contoso.Chat..ctor"), ("api", "OpenAI.OpenAIClient.GetChatClient"), ("how", "constant")),
            Asset("hosted-model", "src/Other.cs", 7, ("name", "gpt-4o-2024-11-20"), ("provider", "OpenAI")),
            Asset("hosted-model", "src/Other.cs", 8, ("provider", "Azure OpenAI"), ("how", "unknown")),
            Asset("hosted-model", "src/Other.cs", 9, ("how", "unknown")),
            Asset("local-model", "src/Intent.cs", 24, ("name", "./models\\intent.onnx"), ("api", "Microsoft.ML.OnnxRuntime.InferenceSession..ctor")),
            Asset("local-model", "src/Intent.cs", 25, ("name", "intent.onnx")),
            Asset("local-model", "src/Intent.cs", 30, ("name", "missing.onnx")),
            Asset("local-model", "src/Intent.cs", 31, ("name", "C:\\models\\other.onnx")),
            Asset("local-model", "src/Intent.cs", 32),
            Asset("dataset", "src/Train.cs", 5, ("name", "data/train set.csv")),
            Asset("dataset", "src/Train.cs", 6, ("name", "https://data.example.com/else.csv")),
            Asset("service", "src/Setup.cs", 3, ("provider", "OpenAI"), ("endpoint", "https://api.example.com/v1?api-key=x")),
            Asset("service", "src/Setup.cs", 3, ("provider", "OpenAI"), ("api", "OpenAI.OpenAIClient..ctor")),
            Asset("service", "src/Setup.cs", 4, ("provider", "Ollama"), ("endpoint", "http://localhost:11434")),
            Asset("tool", "src/Tools.cs", 40, ("name", "RefundOrder"), ("symbol", "Contoso.Chat.Tools.RefundOrder")),
            Asset("inference-endpoint", "src/Program.cs", 20, ("name", "POST /chat/{id:int}"), ("methods", "POST"), ("authenticated", "true"), ("reaches", "ChatService.AskAsync → IChatClient.GetResponseAsync"), ("rateLimited", "false"), ("transport", "https")),
            Asset("inference-endpoint", "src/Program.cs", 21, ("name", "POST /open"), ("authenticated", "false")),
            Asset("inference-endpoint", "src/Program.cs", 22, ("name", "POST /who"), ("authenticated", "unknown")),
            Asset("inference-endpoint", "/home/someone/Generated.cs", 1, ("symbol", "Contoso.Chat.Controller.Post")),
            Problem("AIR2005", "src/Tools.cs", 40, "The tool runs without approval. See /src/contoso/src/Tools.cs.", FindingLevel.Warn),
            Problem("AIR3001", "src/Program.cs", 21, "The endpoint is open.", FindingLevel.Block),
            Problem("AIR5002", "models/intent.onnx", 0, "The model does not match its pin.", FindingLevel.Block),
            Problem("AIR5003", "src/Chat.cs", 10, "The model is not allowed.", FindingLevel.Block) with { Suppression = new FindingSuppression("Pragma Directive", "agreed") },
            Problem("AIR6001", "Contoso.Chat.csproj", 3, "Library OpenAI 2.15.0 is denied.", FindingLevel.Block, ("purl", "pkg:nuget/OpenAI@2.15.0")),
            Problem("AIR6001", "Contoso.Chat.csproj", 3, "Library Gone 1.0.0 is denied.", FindingLevel.Block, ("purl", "pkg:nuget/Gone@1.0.0")),
            Problem("AIR4001", "src/Recorded.cs", 1, "Recorded only.", FindingLevel.Record),
        ],
    };

    /// <summary>A digest of one hex digit, repeated.</summary>
    public static string Digest(char digit) => new(digit, 64);

    /// <summary>A finding of the inventory.</summary>
    public static Finding Asset(string kind, string path, int line, params (string Key, string Value)[] facts) =>
        Problem("AIR0001", path, line, "AI asset in use.", FindingLevel.Record, [(InventoryKeys.Kind, kind), .. facts]);

    private static Finding Problem(string ruleId, string path, int line, string message, FindingLevel level, params (string Key, string Value)[] facts) => new()
    {
        RuleId = ruleId,
        Message = message,
        Location = new FindingLocation(path, line, line == 0 ? 0 : 5),
        Level = level,
        Properties = facts.ToImmutableSortedDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal),
    };
}
