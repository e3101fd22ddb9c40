using System.Text;
using System.Text.RegularExpressions;
using Airlock.Shared.Secrets;

namespace Airlock.Tests;

/// <summary>
/// Makes keys from the shapes in the column <c>example</c>: <c>X{n}</c> is n letters and digits, <c>x{n}</c> small letters
/// and digits, <c>f{n}</c> hex digits, <c>U{n}</c> the capital letters of base 32. No key stands in this repository itself.
/// </summary>
internal static partial class ExampleKeys
{
    private const string Small = "q7w3e9r1t5y8u2i6o4pasdfghjklzxcvbnm";
    private const string Capital = "QWERTYUIOPASDFGHJKLZXCVBNM";

    public static string Expand(string example, int seed = 1)
    {
        var random = new Random(seed);
        var text = Part().Replace(example, part => Characters(part.Groups[1].Value, int.Parse(part.Groups[2].Value), random));
        return Checked(text.Replace("\\n", "\n"));
    }

    private static string Characters(string kind, int count, Random random)
    {
        var alphabet = kind switch
        {
            "f" => "0123456789abcdef",
            "x" => Small,
            "U" => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            _ => Small + Capital,
        };
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            text.Append(alphabet[random.Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    private static string Checked(string text) =>
        GitHubToken().Replace(text, token => token.Groups[1].Value + GitHubChecksum.Of(token.Groups[1].Value[4..]));

    [GeneratedRegex("(ghp_[A-Za-z0-9]{30})[A-Za-z0-9]{6}")]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"([XxfU])\{(\d+)\}")]
    private static partial Regex Part();
}
