using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Tests.Flow;

/// <summary>
/// Asks the engine itself, without a rule: of each argument of <c>Start</c> (of <see cref="System.Diagnostics.Process"/>) in a
/// source, whether a model's text arrives. Marked ones must be reached, by model text and nothing else, but for what it says of
/// the program itself; all others must not.
/// </summary>
internal static class FlowConstruct
{
    private static readonly IReadOnlyList<MetadataReference> References =
        [.. TestCompilation.FrameworkReferences, .. TestCompilation.AllReferences.Where(reference => Path.GetFileName(reference.Display) is "Microsoft.Extensions.AI.Abstractions.dll" or "Newtonsoft.Json.dll" or "System.Memory.Data.dll")];

    /// <summary>Checks statements of an asynchronous method in which <c>r</c> is a model's answer and <c>plain</c> another text.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="members">Further members of the class around, or types in it.</param>
    /// <param name="usings">Further directives.</param>
    public static void VerifyBody(string body, string members = "", string usings = "") => Verify($$"""
        {{usings}}
        partial class C
        {
            async Task M(ChatResponse r, string plain)
            {
                {{body}}
                await Task.Yield();
            }
            {{members}}
        }
        """);

    /// <summary>Checks a whole program.</summary>
    public static void Verify(params string[] markups)
    {
        var parsed = markups.Select(markup => Markup.Parse(markup, "")).ToList();
        var compilation = TestCompilation.Create(parsed.Select(item => item.Source).Append("global using static System.Diagnostics.Process;"), References);
        var expected = parsed.SelectMany((item, index) => item.Findings.Select(finding => $"Test{index}.cs {finding.Span}: {item.Source.Substring(finding.Span.Start, finding.Span.Length)} <- ModelText"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Reached(compilation).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Reached(Compilation compilation)
    {
        var airlock = AirlockContext.TryCreate(compilation, new AnalyzerOptions([]))!;
        var kinds = Enum.GetValues<FlowLabelKind>().Where(kind => !Internals.IsInternal(kind)).ToHashSet();
        foreach (var body in airlock.Program.Index.Mentioning("Start"))
        {
            var summary = airlock.Program.Summary(body)!;
            Assert.True(summary.IsComplete);
            foreach (var hit in summary.Hits.Where(hit => hit.Member.Name == "Start"))
            {
                var search = new FlowSearch(airlock, FlowRuleSet.CategoryOf(hit), FlowRuleSet.TraitsOf(hit), FlowTraits.None, TestContext.Current.CancellationToken);
                foreach (var origin in search.OriginsOf(hit.Value, kinds))
                {
                    Assert.NotEmpty(origin.Steps);
                    yield return $"{hit.Argument.SyntaxTree.FilePath} {hit.Argument.Span}: {hit.Argument} <- {origin.Label.Kind}";
                }

                Assert.True(search.IsComplete);
            }
        }
    }
}
