using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Judges the bytecode of a Lambda layer. Keras unmarshals it and runs it with the model (CVE-2024-3660, CVE-2025-9905), so at best it is code
/// that nobody has read; what it names tells whether it is worse.
/// </summary>
internal static class KerasLambda
{
    private const int ShortestName = 4;

    /// <summary>Judges bytecode as a configuration holds it.</summary>
    /// <param name="encoded">Base64, or the bytes as characters, as old versions wrote them.</param>
    /// <param name="offset">Where it stands, in bytes.</param>
    /// <param name="element">The layer or key.</param>
    /// <param name="context">Takes findings.</param>
    public static void Inspect(string encoded, long offset, string element, ScanContext context)
    {
        var bytecode = Decode(encoded);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytecode))[..16];
        var code = PythonMarshal.Read(bytecode);
        foreach (var name in code.Names.Concat(code.Texts.Where(IsNameAsText)).Order(StringComparer.Ordinal))
        {
            if (PythonNames.EffectInCode(name) is { } effect)
            {
                Report(name, effect);
            }
        }

        if (!code.IsComplete)
        {
            foreach (var name in PythonNames.InCode.Where(name => name.Length >= ShortestName && Has(bytecode, name)))
            {
                Report(name, PythonNames.EffectInCode(name)!);
            }
        }

        context.Report(
            ModelVerdict.Suspicious,
            $"'{element}' holds Python bytecode that runs with the model; {(code.IsComplete ? "" : "as far as it can be read, ")}it names {Listed(code)}",
            offset,
            element,
            $"lambda:{digest}");

        void Report(string name, string effect) => context.Report(
            ModelVerdict.Malicious, $"'{element}' holds Python bytecode that uses '{name}', which {effect}", offset, element, $"lambda:{digest}:{name}");
    }

    // Constants are names only to what looks them up by text.
    private static bool IsNameAsText(string text) =>
        text.Length <= 40 && PythonNames.EffectInCode(text) is not null
        && (text.StartsWith("__", StringComparison.Ordinal) || text is "os" or "subprocess" or "system" or "popen" or "socket" or "eval" or "exec" or "posix");

    private static string Listed(PythonCode code) =>
        code.Names.Count == 0 ? "nothing" : string.Join(", ", code.Names.Order(StringComparer.Ordinal).Take(12).Select(name => $"'{name}'"));

    // As Python decodes it: characters that are not of base64 are passed over.
    private static byte[] Decode(string encoded)
    {
        var letters = new string([.. encoded.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')]);
        if (encoded.Any(c => c is < ' ' and not ('\n' or '\r' or '\t') or > '~') || letters.Length % 4 == 1)
        {
            return Encoding.Latin1.GetBytes(encoded);
        }

        return Convert.FromBase64String(letters.PadRight((letters.Length + 3) / 4 * 4, '='));
    }

    private static bool Has(ReadOnlySpan<byte> bytes, string name)
    {
        var wanted = Encoding.ASCII.GetBytes(name);
        for (int from = 0, at; (at = bytes[from..].IndexOf(wanted)) >= 0; from += at + 1)
        {
            var (before, after) = (from + at - 1, from + at + wanted.Length);
            if ((before < 0 || !IsLetter(bytes[before])) && (after >= bytes.Length || !IsLetter(bytes[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLetter(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '_';
}
