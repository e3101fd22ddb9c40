using Microsoft.ML;
using Microsoft.ML.Data;
using OpenAI.Files;

namespace TrainingData;

public class Review
{
    [LoadColumn(0)]
    public string Text { get; set; } = "";
}

public class Trainer(MLContext context, IConfiguration configuration)
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    public object Text() => context.Data.LoadFromTextFile<Review>("data/extra.csv", hasHeader: true); // Noncompliant {{AIR5101}}

    public object TextPinned() => context.Data.LoadFromTextFile<Review>(Path.Combine(Data, "train.csv")); // Compliant

    public object Combined() => context.Data.LoadFromTextFile<Review>(Path.Combine(Data, "extra.csv")); // Noncompliant {{AIR5101}}

    public object Binary() => context.Data.LoadFromBinary("data/features.idv"); // Noncompliant {{AIR5101}}

    public object Configured() => context.Data.LoadFromTextFile<Review>(configuration["Training:Reviews"]!, separatorChar: '\t'); // Noncompliant {{AIR5101}}

    public object Several(TextLoader loader) => loader.Load(new MultiFileSource(
        "data/train.csv", // Compliant
        "data/extra.csv")); // Noncompliant {{AIR5101}}

    public object InMemory(Review[] reviews) => context.Data.LoadFromEnumerable(reviews); // Compliant
}

public class Tuner(OpenAIFileClient files)
{
    public object Tune() => files.UploadFile("data/support.jsonl", FileUploadPurpose.FineTune); // Noncompliant {{AIR5101}}

    public object TunePinned() => files.UploadFile("data/tune.jsonl", FileUploadPurpose.FineTune); // Compliant

    public object Attach() => files.UploadFile("data/manual.pdf", FileUploadPurpose.Assistants); // Compliant: nothing learns from it

    public async Task<object> TuneFrom(string folder)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, "data", "support.jsonl"));
        return await files.UploadFileAsync(stream, "support.jsonl", FileUploadPurpose.FineTune); // Noncompliant {{AIR5101}}
    }
}
