using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Tests;

/// <summary>A finding that a test expects.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Span">Where.</param>
internal readonly record struct ExpectedFinding(string RuleId, TextSpan Span);

/// <summary>
/// Test source with the expected findings written into it: <c>[|…|]</c> for the rule under test, <c>{|AIR1001:…|}</c>
/// for any rule.
/// </summary>
internal static class Markup
{
    /// <summary>Takes the marks out of the text.</summary>
    /// <returns>The plain source and the findings, in order of their start.</returns>
    public static (string Source, IReadOnlyList<ExpectedFinding> Findings) Parse(string text, string defaultRule)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Rule, int Start)>();
        var findings = new List<ExpectedFinding>();
        for (var i = 0; i < text.Length; i++)
        {
            if (StartsWith("[|"))
            {
                open.Push((defaultRule, source.Length));
                i++;
            }
            else if (StartsWith("{|AIR") && text.IndexOf(':', i) is var colon and > 0)
            {
                open.Push((text[(i + 2)..colon], source.Length));
                i = colon;
            }
            else if (open.Count > 0 && (StartsWith("|]") || StartsWith("|}")))
            {
                var (rule, start) = open.Pop();
                findings.Add(new ExpectedFinding(rule, TextSpan.FromBounds(start, source.Length)));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }

            bool StartsWith(string mark) => string.CompareOrdinal(text, i, mark, 0, mark.Length) == 0;
        }

        return (source.ToString(), [.. findings.OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.RuleId, StringComparer.Ordinal)]);
    }
}
