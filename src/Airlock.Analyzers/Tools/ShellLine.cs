using System.Text;

namespace Airlock.Analyzers.Tools;

/// <summary>A line that a shell reads, as the commands and words that it makes of it.</summary>
internal static class ShellLine
{
    /// <summary>
    /// The commands of a line, each as its words without their quotes. What is written between commands
    /// (<c>&amp;&amp;</c>, <c>;</c>, <c>|</c>, the end of the line) ends one. A backslash stands for itself, as it does in
    /// paths of Windows.
    /// </summary>
    public static IEnumerable<IReadOnlyList<string>> Commands(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var character in line)
        {
            if (quote != '\0' && character == quote)
            {
                quote = '\0';
            }
            else if (quote != '\0')
            {
                word!.Append(character);
            }
            else if (character is '"' or '\'')
            {
                quote = character;
                word ??= new StringBuilder();
            }
            else if (char.IsWhiteSpace(character) || character is '&' or ';' or '|')
            {
                EndWord();
                if (character is '&' or ';' or '|' or '\n' && words.Count > 0)
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        EndWord();
        if (words.Count > 0)
        {
            yield return words;
        }

        void EndWord()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
