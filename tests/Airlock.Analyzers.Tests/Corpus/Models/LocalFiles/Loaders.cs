using Microsoft.Extensions.Options;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace LocalFiles;

public static class ModelPaths
{
    public const string Folder = "models";

    public static readonly string Intent = Path.Combine(AppContext.BaseDirectory, Folder, "intent.onnx");

    public static readonly string Spam = Path.Combine(AppContext.BaseDirectory, Folder, "spam.onnx");

    public static string For(string language) => Path.Combine(AppContext.BaseDirectory, Folder, language, "ner.onnx");
}

public class Constants
{
    private const string Name = "spam.onnx";

    public object Literal() => new InferenceSession("models/spam.onnx"); // Noncompliant {{AIR5001}}

    public object LiteralPinned() => new InferenceSession("models/intent.onnx"); // Compliant

    public object Field() => new InferenceSession(ModelPaths.Spam); // Noncompliant {{AIR5001}}

    public object FieldPinned() => new InferenceSession(ModelPaths.Intent); // Compliant

    public object Combined() => new InferenceSession(Path.Combine(Environment.CurrentDirectory, "models", Name)); // Noncompliant {{AIR5001}}

    public object Added() => new InferenceSession(AppContext.BaseDirectory + "models/spam.onnx"); // Noncompliant {{AIR5001}}

    public object AddedPinned() => new InferenceSession(AppContext.BaseDirectory + "models\\intent.onnx"); // Compliant

    public object Interpolated(string root) => new InferenceSession($"{root}/models/{Name}"); // Noncompliant {{AIR5001}}

    public object InterpolatedPinned(string root) => new InferenceSession($"{root}/{ModelPaths.Folder}/intent.onnx"); // Compliant

    public object Upwards() => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "..", "..", "models", "intent.onnx")); // Compliant

    public object UpwardsOther() => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "..", "..", "models", "spam.onnx")); // Noncompliant {{AIR5001}}

    public object Joined(IHostEnvironment host) => new InferenceSession(Path.Join(host.ContentRootPath, "models", "intent.onnx")); // Compliant

    public object French() => new InferenceSession(ModelPaths.For("fr")); // Compliant: the only language
}

public class Contents
{
    public object Bytes() => new InferenceSession(File.ReadAllBytes("models/spam.onnx")); // Noncompliant {{AIR5001}}

    public object BytesPinned() => new InferenceSession(File.ReadAllBytes(ModelPaths.Intent)); // Compliant

    public async Task<object> Awaited()
    {
        var content = await File.ReadAllBytesAsync(ModelPaths.Spam);
        return new InferenceSession(content); // Noncompliant {{AIR5001}}
    }

    public object Copied()
    {
        using var file = File.OpenRead(ModelPaths.Spam);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return new InferenceSession(copy.ToArray()); // Noncompliant {{AIR5001}}
    }

    public object Zip(MLContext context)
    {
        using var stream = new FileStream("models/churn.zip", FileMode.Open, FileAccess.Read);
        return context.Model.Load(stream, out _); // Noncompliant {{AIR5001}}
    }

    public object ZipPinned(MLContext context) => context.Model.Load("models/price.zip", out _); // Compliant

    public object Embedded()
    {
        using var stream = typeof(Contents).Assembly.GetManifestResourceStream("LocalFiles.spam.onnx")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new InferenceSession(copy.ToArray()); // Compliant: the build sees what is embedded
    }

    public object Pipeline(MLContext context) => context.Transforms.ApplyOnnxModel("models/spam.onnx"); // Noncompliant {{AIR5001}}

    public object PipelinePinned(MLContext context) => context.Transforms.ApplyOnnxModel("models/intent.onnx"); // Compliant

    public object Words() => BertTokenizer.Create("models/words.txt"); // Noncompliant {{AIR5001}}

    public object WordsPinned() => BertTokenizer.Create(Path.Combine("models", "tokens", "vocab.txt")); // Compliant
}

public class ToxicityOptions
{
    public string Path { get; set; } = "";
}

public class Settings(IConfiguration configuration, IOptions<ToxicityOptions> options)
{
    public static void Register(IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ToxicityOptions>(configuration.GetSection("Models:Toxicity"));

    public object Read() => new InferenceSession(configuration["Models:Intent"]); // Compliant

    public object Bound() => new InferenceSession(options.Value.Path); // Noncompliant {{AIR5001}}

    public object InFolder() => new InferenceSession(Path.Combine(configuration["Models:Folder"]!, "intent.onnx")); // Compliant

    public object OtherInFolder() => new InferenceSession(Path.Combine(configuration["Models:Folder"]!, "spam.onnx")); // Noncompliant {{AIR5001}}

    public object Default() => new InferenceSession(configuration["Models:Missing"] ?? "models/spam.onnx"); // Noncompliant {{AIR5001}}
}
