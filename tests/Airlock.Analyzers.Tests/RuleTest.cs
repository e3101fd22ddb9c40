using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Tests;

/// <summary>
/// Tests of one rule. The source carries the expected findings (see <see cref="Markup"/>); it must compile, no analyzer
/// may throw, and the reported spans must be the marked ones, neither more nor fewer.
/// </summary>
/// <typeparam name="TAnalyzer">The analyzer that holds the rule.</typeparam>
internal static class RuleTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Checks a source.</summary>
    /// <param name="rule">The rule that <c>[|…|]</c> stands for; findings of other rules are compared only if marked.</param>
    /// <param name="markup">The source, marked.</param>
    /// <param name="files">Additional files, as <c>airlock.json</c>.</param>
    /// <returns>The findings of the rule, for further checks of message, path and properties.</returns>
    public static Task<ImmutableArray<Diagnostic>> VerifyAsync(string rule, string markup, params (string Path, string Text)[] files) =>
        VerifyAsync(rule, [markup], files);

    /// <summary>Checks several sources of one compilation.</summary>
    public static async Task<ImmutableArray<Diagnostic>> VerifyAsync(string rule, string[] markups, params (string Path, string Text)[] files)
    {
        var parsed = markups.Select(markup => Markup.Parse(markup, rule)).ToList();
        var compilation = TestCompilation.Create(parsed.Select(item => item.Source));
        var rules = parsed.SelectMany(item => item.Findings).Select(finding => finding.RuleId).Append(rule).ToHashSet();
        var diagnostics = await TestCompilation.AnalyzeAsync(compilation, [new TAnalyzer()], files);
        var reported = diagnostics
            .Where(diagnostic => rules.Contains(diagnostic.Id) && !IsUseOfLibrary(diagnostic))
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToImmutableArray();

        var expected = parsed.SelectMany((item, index) => item.Findings.Select(finding => Describe($"Test{index}.cs", item.Source, finding.RuleId, finding.Span)));
        var actual = reported.Select(diagnostic => Describe(
            diagnostic.Location.SourceTree!.FilePath, diagnostic.Location.SourceTree.ToString(), diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.Equal(expected, actual);
        return [.. reported.Where(diagnostic => diagnostic.Id == rule)];
    }

    /// <summary>Applies a fix to the first finding of the rule and compares the text.</summary>
    /// <typeparam name="TFix">The code fix.</typeparam>
    public static Task VerifyFixAsync<TFix>(string rule, string before, string after, params (string Path, string Text)[] files)
        where TFix : CodeFixProvider, new() => VerifyFixAsync<TFix>(rule, [before], [after], files);

    /// <summary>Applies a fix to the first finding of the rule and compares every source of the compilation.</summary>
    /// <typeparam name="TFix">The code fix.</typeparam>
    public static async Task VerifyFixAsync<TFix>(string rule, string[] before, string[] after, params (string Path, string Text)[] files)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var (project, actions) = await OfferedAsync<TFix>(workspace, rule, before, files);
        var operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
        Assert.Equal(after, await Task.WhenAll(after.Select(async (_, index) => (await changed.Documents.Single(document => document.Name == $"Test{index}.cs").GetTextAsync()).ToString())));
        TestCompilation.Create(after);
    }

    /// <summary>Checks that no fix is offered for the first finding of the rule.</summary>
    /// <typeparam name="TFix">The code fix.</typeparam>
    public static Task VerifyNoFixAsync<TFix>(string rule, string source, params (string Path, string Text)[] files)
        where TFix : CodeFixProvider, new() => VerifyNoFixAsync<TFix>(rule, [source], files);

    /// <summary>Checks that no fix is offered for the first finding of the rule in several sources.</summary>
    /// <typeparam name="TFix">The code fix.</typeparam>
    public static async Task VerifyNoFixAsync<TFix>(string rule, string[] sources, params (string Path, string Text)[] files)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Assert.Empty((await OfferedAsync<TFix>(workspace, rule, sources, files)).Actions);
    }

    private static async Task<(Project Project, List<CodeAction> Actions)> OfferedAsync<TFix>(
        AdhocWorkspace workspace, string rule, string[] markups, (string Path, string Text)[] files)
        where TFix : CodeFixProvider, new()
    {
        var sources = TestCompilation.Create(markups.Select(markup => Markup.Parse(markup, rule).Source));
        var project = workspace.AddProject("Tests", LanguageNames.CSharp)
            .WithMetadataReferences(TestCompilation.AllReferences)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithCompilationOptions(sources.Options);
        foreach (var tree in sources.SyntaxTrees)
        {
            project = project.AddDocument(tree.FilePath, await tree.GetTextAsync()).Project;
        }

        foreach (var (path, text) in files)
        {
            project = project.AddAdditionalDocument(path, SourceText.From(text), filePath: path).Project;
        }

        var compilation = (await project.GetCompilationAsync())!;
        var finding = (await TestCompilation.AnalyzeAsync(compilation, [new TAnalyzer()], files))
            .Where(diagnostic => diagnostic.Id == rule && diagnostic.Location.IsInSource).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).First();
        var actions = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(
            new CodeFixContext(project.GetDocument(finding.Location.SourceTree)!, finding, (action, _) => actions.Add(action), CancellationToken.None));
        return (project, actions);
    }

    /// <summary>Every source here uses libraries; the inventory's record of that has tests of its own.</summary>
    private static bool IsUseOfLibrary(Diagnostic diagnostic) => diagnostic.Id == "AIR0001" && diagnostic.Properties.TryGetValue("kind", out var kind) && kind == "library";

    private static string Describe(string file, string source, string rule, TextSpan span) =>
        $"{file}({SourceText.From(source).Lines.GetLinePosition(span.Start).Line + 1}) {rule}: {source.Substring(span.Start, span.Length)}";
}
