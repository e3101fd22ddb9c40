using Microsoft.ML;
using Microsoft.ML.Data;

namespace SentimentMl;

public class SentimentInput
{
    public string Text { get; set; } = "";
}

public class SentimentOutput
{
    [ColumnName("PredictedLabel")]
    public bool Positive { get; set; }
}

public sealed class SentimentService : IDisposable
{
    private readonly PredictionEngine<SentimentInput, SentimentOutput> _engine;

    public SentimentService(MLContext context, IHostEnvironment environment)
    {
        var model = context.Model.Load(Path.Combine(environment.ContentRootPath, "sentiment.zip"), out _);
        _engine = context.Model.CreatePredictionEngine<SentimentInput, SentimentOutput>(model);
    }

    public bool IsPositive(string text) => _engine.Predict(new SentimentInput { Text = text }).Positive;

    public void Dispose() => _engine.Dispose();
}
