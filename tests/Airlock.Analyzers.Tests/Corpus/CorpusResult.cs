using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Tests.Corpus;

/// <summary>A line on which the analyzers and the comments of the corpus differ.</summary>
/// <param name="At">Line and rule.</param>
/// <param name="Message">What the analyzer said, or null where it should have said something.</param>
internal sealed record CorpusDeviation(CorpusLine At, string? Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Message is null ? "missed" : "unexpected")}: {At.File}:{At.Line} {At.Rule}{(Message is null ? "" : " " + Message)}";
}

/// <summary>What the analyzers find in a case, beside what they must find.</summary>
/// <param name="Case">The case.</param>
/// <param name="Found">How many of the expected findings were made.</param>
/// <param name="Deviations">Findings that are missing, and others that nobody expects.</param>
internal sealed record CorpusResult(CorpusCase Case, int Found, IReadOnlyList<CorpusDeviation> Deviations)
{
    /// <summary>The rules that most areas are about: those that follow a value, and those of prompts and tools.</summary>
    private static readonly string[] FlowRules = ["AIR10", "AIR2001", "AIR2002", "AIR2003", "AIR2004", "AIR2005", "AIR2006"];

    /// <summary>The rules that whole applications are about: who may call them, how often, over what wire, and what comes back.</summary>
    private static readonly string[] EndpointRules = ["AIR30", "AIR31", "AIR32", "AIR2007"];

    /// <summary>The rules on which model runs, and what it was trained with.</summary>
    private static readonly string[] ModelRules = ["AIR50", "AIR51"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<CorpusResult>>> Results = new(StringComparer.Ordinal);

    /// <summary>The analysis of a case; it happens once, whichever test asks first.</summary>
    public static Task<CorpusResult> OfAsync(string name) =>
        Results.GetOrAdd(name, _ => new(() => AnalyzeAsync(CorpusCase.Read(name)))).Value;

    private static async Task<CorpusResult> AnalyzeAsync(CorpusCase item)
    {
        var families = item.Area switch { "Endpoints" => EndpointRules, "Models" => ModelRules, _ => FlowRules };
        var compilation = TestCompilation.CreateFromFiles(item.Sources);
        var diagnostics = await TestCompilation.AnalyzeAsync(compilation, Analyzers(families), item.AdditionalFiles);
        var found = diagnostics
            .Where(diagnostic => IsOfFamily(diagnostic.Id, families))
            .ToLookup(At, diagnostic => diagnostic.GetMessage(null));
        return new CorpusResult(
            item,
            item.Expected.Count(found.Contains),
            [
                .. item.Expected.Where(line => !found.Contains(line)).Select(line => new CorpusDeviation(line, null)),
                .. found.Where(group => !item.Expected.Contains(group.Key)).Select(group => new CorpusDeviation(group.Key, group.First())),
            ]);
    }

    private static CorpusLine At(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return new CorpusLine(span.Path, span.StartLinePosition.Line + 1, diagnostic.Id);
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers(string[] families) =>
        typeof(AirlockAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(AirlockAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => IsOfFamily(descriptor.Id, families)));

    private static bool IsOfFamily(string rule, string[] families) => families.Any(family => rule.StartsWith(family, StringComparison.Ordinal));
}
