namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>Text from databases and statements, which messages and evidence show.</summary>
internal static class ForeignText
{
    private const int MaximumLength = 500;

    /// <summary>The text on one line without control characters, cut where it is longer than a message bears.</summary>
    public static string Clean(string text) => PrintableText.Show(text, MaximumLength);
}
