using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SecureChat;

/// <summary>Scores incoming messages with two small models that run in this process.</summary>
public sealed class MessageTriage : IDisposable
{
    // Both files are pinned in airlock.lock.json: a build with other bytes fails, so these are the models that were vetted.
    private readonly InferenceSession _spam = new("models/spam.onnx");
    private readonly InferenceSession _urgency = new("models/urgency.onnx");

    /// <summary>How much a message looks like spam, from 0 to 1.</summary>
    public float Spam(string message) => Score(_spam, message);

    /// <summary>How urgent a message looks, from 0 to 1.</summary>
    public float Urgency(string message) => Score(_urgency, message);

    public void Dispose()
    {
        _spam.Dispose();
        _urgency.Dispose();
    }

    private static float Score(InferenceSession session, string message)
    {
        var input = NamedOnnxValue.CreateFromTensor("features", MessageFeatures.Of(message));
        using var results = session.Run([input]);
        return results[0].AsEnumerable<float>().First();
    }
}
