namespace Airlock.Shared.Secrets;

/// <summary>
/// GitHub's tokens end in six characters that check the thirty before them: their CRC-32 (IEEE 802.3) as a base 62 number
/// with the digits 0-9, A-Z, a-z, filled with zeros on the left.
/// </summary>
public static class GitHubChecksum
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ChecksumLength = 6;

    /// <summary>Whether the end of a token (<c>ghp_</c> and 36 characters) fits the rest.</summary>
    public static bool Holds(string token)
    {
        var body = token.Substring(token.IndexOf('_') + 1);
        return body.Length > ChecksumLength
            && body.EndsWith(Of(body.Substring(0, body.Length - ChecksumLength)), StringComparison.Ordinal);
    }

    /// <summary>The six characters for a body.</summary>
    public static string Of(string body)
    {
        var value = Crc32(body);
        var characters = new char[ChecksumLength];
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            characters[i] = Digits[(int)(value % 62)];
            value /= 62;
        }

        return new string(characters);
    }

    private static uint Crc32(string text)
    {
        var remainder = uint.MaxValue;
        foreach (var character in text)
        {
            remainder ^= character;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ 0xEDB88320;
            }
        }

        return ~remainder;
    }
}
