namespace Airlock.Core.Secrets;

/// <summary>
/// Reads files of one <c>NAME=value</c> a line: <c>.env</c>, <c>.ini</c>, <c>.properties</c>, and what of TOML has that form. A line that begins with
/// a number sign or a semicolon is read as well: a key that was commented out is still a key.
/// </summary>
internal static class VariableSettings
{
    private static readonly string[] Introductions = ["export ", "set ", "setx "];

    /// <summary>The variables; a section (<c>[OpenAI]</c>) is a mapping of its own.</summary>
    public static SettingNode Read(string text)
    {
        var root = new SettingNode();
        var section = root;
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
            var line = text.AsSpan(start, end - start);
            if (SectionOf(line) is { } name)
            {
                root.Add(name, section = new SettingNode());
            }
            else
            {
                ReadLine(text, start, end, section);
            }

            start = end + 1;
        }

        return root;
    }

    private static string? SectionOf(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.Length > 2 && line[0] == '[' && line[^1] == ']' ? line.Trim("[]").Trim().ToString() : null;
    }

    private static void ReadLine(string text, int start, int end, SettingNode section)
    {
        var line = text.AsSpan(start, end - start);
        var separator = line.IndexOfAny('=', ':');
        if (separator <= 0)
        {
            return;
        }

        var name = line[..separator].Trim().TrimStart("#;/ ").Trim("\"' ");
        foreach (var introduction in Introductions)
        {
            if (name.StartsWith(introduction, StringComparison.OrdinalIgnoreCase))
            {
                name = name[introduction.Length..].Trim();
            }
        }

        if (name.IsEmpty || name.ContainsAny(" \t"))
        {
            return;
        }

        // "::" and ":=" of other notations, and the value's own blanks and quotes.
        var from = start + separator + 1;
        while (from < end && (char.IsWhiteSpace(text[from]) || text[from] is '=' or ':'))
        {
            from++;
        }

        var to = end;
        if (from < end && text[from] is '"' or '\'' && text.IndexOf(text[from], from + 1, end - from - 1) is var close and > 0)
        {
            (from, to) = (from + 1, close);
        }
        else if (text.IndexOf(" #", from, end - from, StringComparison.Ordinal) is var comment and >= 0)
        {
            to = comment;
        }

        while (to > from && char.IsWhiteSpace(text[to - 1]))
        {
            to--;
        }

        section.Add(name.ToString(), new SettingNode { Text = text[from..to], Start = from, End = to });
    }
}
