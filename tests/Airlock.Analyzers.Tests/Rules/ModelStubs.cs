namespace Airlock.Analyzers.Tests.Rules;

/// <summary>The parts of libraries that no test references, in their own namespaces: the catalog knows members by name and parameters.</summary>
internal static class ModelStubs
{
    public const string LLamaSharp = """
        namespace LLama.Abstractions { public interface IModelParams; }
        namespace LLama.Common
        {
            public class ModelParams(string modelPath) : LLama.Abstractions.IModelParams { public string ModelPath { get; set; } = modelPath; public int GpuLayerCount { get; set; } }
        }
        namespace LLama { public class LLamaWeights { public static LLamaWeights LoadFromFile(LLama.Abstractions.IModelParams @params) => new(); } }
        """;

    public const string OnnxRuntimeGenAI = """
        namespace Microsoft.ML.OnnxRuntimeGenAI
        {
            public class Config(string modelPath) { public string Path => modelPath; public void AddModelData(string modelFilename, byte[] modelData) { } }
            public class Model { public Model(string modelPath) { } public Model(Config config) { } }
            public class Adapters { public void LoadAdapter(string adapterPath, string adapterName) { } }
            public class Images { public static Images Load(string[] imagePaths) => new(); }
        }
        """;
}
