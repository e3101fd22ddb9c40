using System.Globalization;
using System.Text;

namespace Airlock.Cli.Output.Annotations;

/// <summary>
/// Text within the commands of build services. A command is one line, and much of the text comes from files of strangers: what is not escaped could end the command and begin
/// another one.
/// </summary>
internal static class AnnotationEscape
{
    /// <summary>The text of a workflow command (GitHub: percent, carriage return and line feed).</summary>
    public static string GitHubText(string text) => Replace(text, character => character switch
    {
        '%' => "%25",
        '\r' => "%0D",
        '\n' => "%0A",
        _ => null,
    });

    /// <summary>The value of a property of a workflow command, which ends at a colon or comma.</summary>
    public static string GitHubProperty(string text) => Replace(text, character => character switch
    {
        '%' => "%25",
        '\r' => "%0D",
        '\n' => "%0A",
        ':' => "%3A",
        ',' => "%2C",
        _ => null,
    });

    /// <summary>The text of a logging command (Azure Pipelines; a percent sign is written as agents since 2.193 read it).</summary>
    public static string AzureText(string text) => Replace(text, character => character switch
    {
        '%' => "%AZP25",
        '\r' => "%0D",
        '\n' => "%0A",
        _ => null,
    });

    /// <summary>The value of a property of a logging command, which ends at a semicolon or bracket.</summary>
    public static string AzureProperty(string text) => Replace(text, character => character switch
    {
        '%' => "%AZP25",
        '\r' => "%0D",
        '\n' => "%0A",
        ';' => "%3B",
        ']' => "%5D",
        _ => null,
    });

    /// <summary>A value of a service message (TeamCity); what is not ASCII is written by its code, so that no encoding of the log matters.</summary>
    public static string TeamCity(string text) => Replace(text, character => character switch
    {
        '|' => "||",
        '\'' => "|'",
        '[' => "|[",
        ']' => "|]",
        '\r' => "|r",
        '\n' => "|n",
        < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"|0x{(int)character:X4}"),
        _ => null,
    });

    private static string Replace(string text, Func<char, string?> escape)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (escape(character) is { } replacement)
            {
                escaped.Append(replacement);
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
