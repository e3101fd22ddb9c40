using System.Text.RegularExpressions;

namespace Airlock.Core.Secrets;

/// <summary>A name and the text given to it, as lines of code, command lines, headers, addresses and connection strings write it.</summary>
/// <param name="Name">The name as written, with what is before it: <c>env:OPENAI_API_KEY</c>.</param>
/// <param name="Value">The text, without its quotes.</param>
/// <param name="Start">Offset of the value.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
internal readonly partial record struct Assignment(string Name, string Value, int Start, bool IsQuoted)
{
    private const int LongestLine = 8192;

    /// <summary>The assignments in a text, line by line, in order. Lines too long for code that a person wrote are left out.</summary>
    public static IEnumerable<Assignment> In(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
            if (end - start is > 10 and <= LongestLine)
            {
                foreach (var assignment in InLine(text[start..end]))
                {
                    yield return assignment with { Start = assignment.Start + start };
                }
            }

            start = end + 1;
        }
    }

    private static IEnumerable<Assignment> InLine(string line)
    {
        for (var match = Pattern().Match(line); match.Success; match = match.NextMatch())
        {
            var isQuoted = match.Groups["quoted"].Success;
            var value = isQuoted ? match.Groups["quoted"] : match.Groups["plain"];
            yield return new Assignment(match.Groups["name"].Value, value.Value, value.Index, isQuoted);
        }
    }

    // Linear in the line. Between name and value: = : := => with or without blanks; or, of an option (--api-key), an upper-case variable (ENV, setx)
    // and a quoted name (SetEnvironmentVariable("…", "…"), user-secrets set "…" "…"), blanks and commas.
    [GeneratedRegex(
        """(?:(?<name>[A-Za-z_][A-Za-z0-9_.:\-]*)["'\]]*\s*(?:=>|:=|==?|:)|--?(?<name>[a-z][a-z0-9\-]+)\s|\b(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)\s|["'](?<name>[A-Za-z_][A-Za-z0-9_.:\-]*)["'][\s,])\s*(?:(?:Bearer|Basic|Token|bearer)\s+)?(?:"(?:(?:Bearer|Basic|Token) )?(?<quoted>[^"]*)"|'(?:(?:Bearer|Basic|Token) )?(?<quoted>[^']*)'|(?<plain>[^\s"',;&(){}\[\]]+))""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
