using System.Text;
using Airlock.Shared.Json;

namespace Airlock.Core.Models.Signing;

/// <summary>What readers of bundles and statements share: strict JSON whose errors are <see cref="SignatureException"/>.</summary>
internal static class SignatureJson
{
    private const int LongestShown = 300;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The object that a document is.</summary>
    /// <exception cref="SignatureException">It is no JSON in UTF-8.</exception>
    public static JsonShape Read(ReadOnlySpan<byte> utf8, List<TextError> errors)
    {
        try
        {
            var root = JsonText.Parse(StrictUtf8.GetString(utf8), out var error);
            return root is null ? throw Malformed(error!) : new JsonShape(root, errors);
        }
        catch (DecoderFallbackException)
        {
            throw new SignatureException(SignatureProblem.Malformed, "is not text in UTF-8");
        }
    }

    /// <summary>The bytes of a string in Base64 (RFC 4648, section 4) that must be there and not be empty.</summary>
    public static byte[] Base64(JsonShape shape, string name, List<TextError> errors)
    {
        var text = shape.Text(name, required: true);
        if (text is null)
        {
            return [];
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length))
        {
            return bytes[..length];
        }

        errors.Add(new TextError(shape.PositionOf(name), $"\"{name}\" must be in Base64 and not empty"));
        return [];
    }

    /// <summary>Ends reading with the first error, if there is one.</summary>
    public static void ThrowFirst(List<TextError> errors)
    {
        if (errors.Count > 0)
        {
            throw Malformed(errors[0]);
        }
    }

    /// <summary>A member is missing.</summary>
    public static SignatureException Missing(JsonShape shape, string name) => Malformed(new TextError(shape.Start, $"\"{name}\" is missing"));

    /// <summary>Text from a file, short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…");

    private static SignatureException Malformed(TextError error) =>
        new(SignatureProblem.Malformed, $"breaks the format at {error.Position}: {Shown(error.Message)}");
}
