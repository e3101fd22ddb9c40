using System.Security.Cryptography;
using System.Text;
using Airlock.Shared.Secrets;

namespace Airlock.Shared.Prompts;

/// <summary>
/// The text of a prompt as evidence records it: line ends are a line feed, white space at both ends is cut, and what is put in at run time
/// is <see cref="Hole"/>. So its digest is the same however the file was checked out and whoever calls.
/// </summary>
public sealed class PromptText
{
    /// <summary>What stands for a value that is put in at run time.</summary>
    public const string Hole = "{}";

    // A text that holds more keys than this is no prompt.
    private const int MaximumKeys = 100;

    private PromptText(string text, int holes)
    {
        Text = text;
        Holes = holes;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How many values are put in at run time.</summary>
    public int Holes { get; }

    /// <summary>SHA-256 of the text in UTF-8, as 64 lower-case hex digits.</summary>
    public string Sha256
    {
        get
        {
            using var algorithm = SHA256.Create();
            var digits = new StringBuilder(64);
            foreach (var value in algorithm.ComputeHash(Encoding.UTF8.GetBytes(Text)))
            {
                digits.Append("0123456789abcdef"[value >> 4]).Append("0123456789abcdef"[value & 15]);
            }

            return digits.ToString();
        }
    }

    /// <summary>
    /// The text with every key of a provider masked; null if it is full of them. It is for people: the digest is that of <see cref="Text"/>.
    /// </summary>
    public string? Masked
    {
        get
        {
            var text = Text;
            for (var masked = 0; masked < MaximumKeys; masked++)
            {
                if (KeyFormats.Find(text) is not { } key)
                {
                    return text;
                }

                text = text.Substring(0, key.Start) + SecretText.Mask(text.Substring(key.Start, key.Length)) + text.Substring(key.Start + key.Length);
            }

            return null;
        }
    }

    /// <summary>The prompt that pieces make in their order; null if nothing is written in it but white space.</summary>
    /// <param name="parts">The pieces; null stands for a value that is put in at run time.</param>
    public static PromptText? Of(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        var holes = 0;
        var isWritten = false;
        foreach (var part in parts)
        {
            text.Append(part ?? Hole);
            holes += part is null ? 1 : 0;
            isWritten |= !string.IsNullOrWhiteSpace(part);
        }

        return isWritten ? new PromptText(text.ToString().Replace("\r\n", "\n").Replace('\r', '\n').Trim(), holes) : null;
    }
}
