using System.Text.RegularExpressions;

namespace LogSearch.Patterns;

/// <summary>A log viewer in which a model turns a wish into a pattern.</summary>
public class LogFilter(IChatClient chat)
{
    public async Task<List<string>> FilterAsync(IEnumerable<string> lines, string wish)
    {
        var pattern = await chat.GetResponseAsync($"Write a regular expression that finds: {wish}");
        var filter = new Regex(pattern.Text, RegexOptions.IgnoreCase); // Noncompliant {{AIR1012}}
        return lines.Where(line => filter.IsMatch(line)).ToList();
    }

    public async Task<List<string>> FilterWordsAsync(IEnumerable<string> lines, string wish)
    {
        var word = await chat.GetResponseAsync($"Which word must the lines hold? {wish}");
        var filter = new Regex(Regex.Escape(word.Text), RegexOptions.IgnoreCase); // Compliant: escaped
        return lines.Where(line => filter.IsMatch(line)).ToList();
    }

    public async Task<string> RedactAsync(string log, string wish)
    {
        var pattern = (await chat.GetResponseAsync($"Write a pattern for what must be hidden: {wish}")).Text;
        try
        {
            return Regex.Replace(log, pattern, "***"); // Noncompliant {{AIR1012}}
        }
        catch (RegexParseException)
        {
            return log;
        }
    }

    public async Task<string> RedactWithAsync(string log, string wish)
    {
        var word = await chat.GetResponseAsync($"Which word replaces addresses? {wish}");
        return Regex.Replace(log, @"\d+\.\d+\.\d+\.\d+", word.Text); // Compliant: a constant pattern
    }

    public async Task<string?> FirstHeadingAsync(string topic)
    {
        var article = await chat.GetResponseAsync($"Write an article about {topic}");
        var match = Regex.Match(article.Text, "^# (.+)$", RegexOptions.Multiline); // Compliant: the text is searched, not the pattern
        return match.Success ? match.Groups[1].Value : null;
    }

    public async Task<bool> AnyAsync(string log, string wish)
    {
        var word = await chat.GetResponseAsync($"Which word? {wish}");
        return Regex.IsMatch(log, @"\b" + word.Text + @"\b"); // Noncompliant {{AIR1012}}
    }

    public async Task<List<string>> PresetAsync(IEnumerable<string> lines, string wish)
    {
        var preset = await chat.GetResponseAsync($"Answer 'errors' or 'warnings': {wish}");
        var pattern = preset.Text == "errors" ? "ERR|FATAL" : "WARN";
        return lines.Where(line => Regex.IsMatch(line, pattern)).ToList(); // Compliant: one of two constants
    }

    public async Task<List<string>> SafeEngineAsync(IEnumerable<string> lines, string wish)
    {
        var pattern = await chat.GetResponseAsync($"Write a regular expression that finds: {wish}");
        var filter = new Regex(pattern.Text, RegexOptions.NonBacktracking); // Compliant: linear time
        return lines.Where(line => filter.IsMatch(line)).ToList();
    }
}
