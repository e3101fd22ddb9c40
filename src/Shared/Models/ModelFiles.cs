namespace Airlock.Shared.Models;

/// <summary>File name extensions by which a build finds model files among a project's files.</summary>
public static class ModelFiles
{
    private static readonly Dictionary<string, string> FormatByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".onnx"] = "onnx",
        [".ort"] = "ort",
        [".gguf"] = "gguf",
        [".ggml"] = "ggml",
        [".safetensors"] = "safetensors",
        [".pt"] = "torch",
        [".pth"] = "torch",
        [".ckpt"] = "torch",
        [".pkl"] = "pickle",
        [".pickle"] = "pickle",
        [".joblib"] = "joblib",
        [".h5"] = "keras-h5",
        [".hdf5"] = "keras-h5",
        [".keras"] = "keras",
        [".tflite"] = "tflite",
        [".mlmodel"] = "coreml",
        [".mlnet"] = "mlnet",
        [".npy"] = "npy",
        [".npz"] = "npz",
    };

    private static readonly HashSet<string> DataOnly = new(StringComparer.Ordinal) { "onnx", "ort", "gguf", "ggml", "safetensors", "tflite", "coreml" };

    /// <summary>The extensions, with their dot.</summary>
    public static IEnumerable<string> Extensions => FormatByExtension.Keys;

    /// <summary>The format that the extension of a path stands for, or null if it is none of a model.</summary>
    public static string? FormatOf(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot >= 0 && FormatByExtension.TryGetValue(path.Substring(dot), out var format) ? format : null;
    }

    /// <summary>Whether nothing in a file of that format can run code, so that another content under its name deceives.</summary>
    public static bool CannotRunCode(string format) => DataOnly.Contains(format);
}
