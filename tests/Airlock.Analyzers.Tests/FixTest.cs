using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Tests;

/// <summary>
/// Tests of what a fix makes of a place, whatever analyzer found it: the finding is the first mark of the source.
/// The source must compile before and after.
/// </summary>
/// <typeparam name="TFix">The code fix.</typeparam>
internal static class FixTest<TFix>
    where TFix : CodeFixProvider, new()
{
    /// <summary>Checks that one fix is offered, and what it writes.</summary>
    /// <param name="rule">The rule of the finding.</param>
    /// <param name="before">The source, marked.</param>
    /// <param name="after">The source with the fix.</param>
    /// <param name="others">Further sources of the compilation.</param>
    public static async Task VerifyAsync(string rule, string before, string after, params string[] others)
    {
        using var workspace = new AdhocWorkspace();
        var (document, actions) = await OfferedAsync(workspace, rule, before, others);
        var operations = await Assert.Single(actions).GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        TestCompilation.Create([after, .. others]);
    }

    /// <summary>Checks that nothing is offered, because it would not compile or mean something else.</summary>
    public static async Task VerifyNoneAsync(string rule, string source, params string[] others)
    {
        using var workspace = new AdhocWorkspace();
        Assert.Empty((await OfferedAsync(workspace, rule, source, others)).Actions);
    }

    private static async Task<(Document Document, List<CodeAction> Actions)> OfferedAsync(AdhocWorkspace workspace, string rule, string markup, string[] others)
    {
        var (source, findings) = Markup.Parse(markup, rule);
        var compilation = TestCompilation.Create([source, .. others]);
        var project = workspace.AddProject("Tests", LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithCompilationOptions(compilation.Options);
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != "Test0.cs"))
        {
            project = project.AddDocument(tree.FilePath, await tree.GetTextAsync(TestContext.Current.CancellationToken)).Project;
        }

        var document = project.AddDocument("Test0.cs", SourceText.From(source));
        var written = (await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
        var descriptor = new DiagnosticDescriptor(rule, rule, rule, "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);
        var actions = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(new CodeFixContext(
            document, Diagnostic.Create(descriptor, Location.Create(written, findings[0].Span)), (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return (document, actions);
    }
}
