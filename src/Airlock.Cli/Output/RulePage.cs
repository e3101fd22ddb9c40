using Airlock.Shared.Rules;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Shows the page of a rule, which the tool carries with it.</summary>
public static class RulePage
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Code = new(Color.Aqua);

    /// <summary>Writes the page below its title; nothing if the rule has none yet.</summary>
    public static void Write(RuleRow rule, IAnsiConsole console)
    {
        using var stream = typeof(RulePage).Assembly.GetManifestResourceStream($"docs.rules.{rule.Id}.md");
        if (stream is null)
        {
            return;
        }

        using var reader = new StreamReader(stream);
        var (inCode, isTitle) = (false, true);
        while (reader.ReadLine() is { } line)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            inCode ^= isFence;
            if (isFence || (isTitle && line.StartsWith("# ", StringComparison.Ordinal)))
            {
                isTitle = isTitle && isFence;
                continue;
            }

            var isHeading = !inCode && line.StartsWith('#');
            console.Write(new Text(
                isHeading ? line.TrimStart('#', ' ') : inCode ? "  " + line : line, isHeading ? Heading : inCode ? Code : Style.Plain));
            console.WriteLine();
        }
    }
}
