using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace CodeBearing;

public class TorchModels
{
    public object Script() => torch.jit.load("models/other.pt"); // Noncompliant {{AIR5001}} {{AIR5005}}

    public object ScriptPinned() => torch.jit.load(Path.Combine(AppContext.BaseDirectory, "models", "scorer.pt")); // Compliant: the build looks into it

    public object ScriptOnDevice() => torch.jit.load<torch.Tensor, torch.Tensor>("models/other.pt", torch.CPU); // Noncompliant {{AIR5001}} {{AIR5005}}

    public object Tensor() => torch.load("models/weights.pt"); // Noncompliant {{AIR5001}} {{AIR5005}}

    public object Exported() => torch.export.load("models/other.pt2"); // Noncompliant {{AIR5001}} {{AIR5005}}

    public object Weights(torch.nn.Module module) => module.load("models/weights.dat"); // Noncompliant {{AIR5001}}

    public object WeightsPinned(torch.nn.Module module) => module.load("models/scorer.pt"); // Compliant
}

public class Operators
{
    public void Register(Microsoft.ML.OnnxRuntime.SessionOptions options) => options.RegisterCustomOpLibrary("native/more-ops.so"); // Noncompliant {{AIR5005}}

    public void RegisterPinned(Microsoft.ML.OnnxRuntime.SessionOptions options) =>
        options.RegisterCustomOpLibraryV2(Path.Combine(AppContext.BaseDirectory, "native", "custom-ops.so"), out _); // Compliant

    public void RegisterChosen(Microsoft.ML.OnnxRuntime.SessionOptions options, IConfiguration configuration) =>
        options.RegisterCustomOpLibraryV2(Path.Combine(configuration["Operators"]!, "chosen.so"), out _); // Noncompliant {{AIR5005}}

    public object Plain() => new InferenceSession("models/intent.onnx"); // Compliant
}
