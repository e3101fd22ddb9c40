using System.IO;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// What names say where no body can be read: verbs that destroy or move something, words of approval, of limits. Read once
/// from the embedded <c>tool-words.tsv</c>. Names are compared word by word: <c>DeleteOrder</c> begins with delete, <c>Deleted</c> does not.
/// </summary>
internal static class ToolWords
{
    private static readonly Lazy<ILookup<string, Entry>> ByWord = new(Read);
    private static readonly Regex Parts = new("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant);

    /// <summary>
    /// What a method does by the verb that its name begins with, as <c>delete</c> or <c>pay</c>; null if nothing that would
    /// have to be approved.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="isOwn">Whether the project declares it; fewer verbs count for a library's methods, which are made for everything.</param>
    public static string? EffectOf(IMethodSymbol method, bool isOwn)
    {
        var words = Split(method.Name);
        var about = words.Skip(1).Concat(Split(method.ContainingType.Name)).ToList();
        if (words.Count == 0 || about.Any(word => Is(word, "in-memory")))
        {
            return null;
        }

        return ByWord.Value[words[0]]
            .FirstOrDefault(entry => entry.Scope == (isOwn ? entry.Scope : "any") && entry.Scope.Length > 0
                && (entry.Objects.Count == 0 || about.Any(entry.Objects.Contains)))?.Kind;
    }

    /// <summary>Whether a name holds a word of a kind: <c>approval</c>, <c>bound</c>, <c>input</c>.</summary>
    public static bool Mentions(string name, string kind) =>
        Split(name).Any(word => Is(word, kind)) || Is(name.ToLowerInvariant(), kind) || Is(WithoutAsync(name).ToLowerInvariant(), kind);

    /// <summary>Whether a name begins with a verb of reading.</summary>
    public static bool BeginsWithReading(string name) => Split(name) is { Count: > 0 } words && Is(words[0], "reading");

    /// <summary>Whether a name asks for something before it goes on, as <c>EnsureApproved</c>.</summary>
    public static bool BeginsWithDemand(string name) =>
        Split(name) is { Count: > 0 } words && words[0] is "ensure" or "require" or "request" or "demand" or "assert" or "verify" or "check" or "ask" or "await" or "throw";

    /// <summary>Whether the last part of a constant address names a service that only answers, as <c>/search</c>.</summary>
    public static bool IsReadingAddress(string address)
    {
        var path = address.Split('?')[0].TrimEnd('/');
        return Split(path.Substring(path.LastIndexOf('/') + 1)).Any(word => Is(word, "reading-address"));
    }

    /// <summary>Whether a name speaks of a call that a model asks for, as <c>ToolCalls</c> or <c>FunctionCallContent</c>.</summary>
    public static bool IsToolCall(string name)
    {
        if (name.IndexOf("tool", StringComparison.OrdinalIgnoreCase) < 0 && name.IndexOf("function", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return false;
        }

        var words = Split(name);
        return words.Zip(words.Skip(1), (first, second) => first is "tool" or "function" && second is "call" or "calls" or "use" or "uses").Any(both => both);
    }

    private static bool Is(string word, string kind) => ByWord.Value[word].Any(entry => entry.Kind == kind);

    private static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;

    private static List<string> Split(string name) => [.. Parts.Matches(name).Cast<Match>().Select(match => match.Value.ToLowerInvariant())];

    private static ILookup<string, Entry> Read()
    {
        using var stream = typeof(ToolWords).Assembly.GetManifestResourceStream("Airlock.Catalog.tool-words.tsv")!;
        using var reader = new StreamReader(stream);
        var entries = new List<Entry>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            entries.Add(new Entry(cells[0], cells[1], cells[2], [.. cells[3].Split([','], StringSplitOptions.RemoveEmptyEntries)]));
        }

        return entries.ToLookup(entry => entry.Word, StringComparer.Ordinal);
    }

    private sealed record Entry(string Word, string Kind, string Scope, HashSet<string> Objects);
}
