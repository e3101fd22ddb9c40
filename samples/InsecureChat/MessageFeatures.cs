using Microsoft.ML.OnnxRuntime.Tensors;

namespace InsecureChat;

/// <summary>Turns a message into the four numbers, each from 0 to 1, that the models take.</summary>
internal static class MessageFeatures
{
    private const int LongMessage = 2000;

    /// <summary>Share of capital letters, exclamation marks, links, length: a tensor of shape [1, 4].</summary>
    public static DenseTensor<float> Of(string message)
    {
        var length = Math.Max(message.Length, 1);
        float[] features =
        [
            (float)message.Count(char.IsUpper) / length,
            Math.Min(message.Count(c => c == '!') / 5f, 1),
            message.Contains("https://", StringComparison.OrdinalIgnoreCase) ? 1 : 0,
            Math.Min((float)message.Length / LongMessage, 1),
        ];
        return new DenseTensor<float>(features, [1, features.Length]);
    }
}
