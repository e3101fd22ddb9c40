using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace InsecureChat;

/// <summary>Scores incoming messages with two small models that run in this process.</summary>
public sealed class MessageTriage : IDisposable
{
    // Pinned in airlock.lock.json, but somebody replaced the file since: AIR5002 at build time.
    private readonly InferenceSession _spam = new("models/spam.onnx");

    // AIR5001: no pin says which bytes are meant, so whoever can write the file chooses what the shop computes.
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
