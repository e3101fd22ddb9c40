using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Tests;

/// <summary>Compilations over the real libraries: whatever the test project references, its sources can use.</summary>
internal static class TestCompilation
{
    /// <summary>What a web project gets as implicit usings, and the namespaces that most test sources need.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.IO;
        global using System.Linq;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>Assemblies of the tests themselves, which no test source means.</summary>
    private static readonly string[] Hidden = ["Airlock.", "xunit.", "Microsoft.TestPlatform", "Microsoft.VisualStudio", "testhost"];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.None);

    /// <summary>Every library that the test project references, with the frameworks.</summary>
    public static ImmutableArray<MetadataReference> AllReferences { get; } = ReadReferences(_ => true);

    /// <summary>The frameworks alone: no AI library.</summary>
    public static ImmutableArray<MetadataReference> FrameworkReferences { get; } =
        ReadReferences(path => path.Contains($"{Path.DirectorySeparatorChar}shared{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>Compiles the sources; with top-level statements the result is a program, else a library.</summary>
    /// <exception cref="InvalidOperationException">A source does not compile.</exception>
    public static CSharpCompilation Create(IEnumerable<string> sources, IEnumerable<MetadataReference>? references = null) =>
        CreateFromFiles(sources.Select((source, index) => ($"Test{index}.cs", source)), references);

    /// <summary>Compiles files; with top-level statements the result is a program, else a library.</summary>
    /// <exception cref="InvalidOperationException">A file does not compile.</exception>
    public static CSharpCompilation CreateFromFiles(IEnumerable<(string Path, string Text)> files, IEnumerable<MetadataReference>? references = null)
    {
        var trees = files.Select(file => Parse(file.Text, file.Path)).Prepend(Parse(ImplicitUsings, "Usings.cs")).ToList();
        var isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax));
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Tests", trees, references ?? AllReferences, options);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count == 0
            ? compilation
            : throw new InvalidOperationException($"the test source does not compile:\n{string.Join('\n', errors)}");
    }

    /// <summary>Runs analyzers and returns what they report; an exception in one is an error.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        Compilation compilation, IEnumerable<DiagnosticAnalyzer> analyzers, IEnumerable<(string Path, string Text)>? files = null, params (string Name, string Value)[] properties)
    {
        ImmutableArray<AdditionalText> additional = [.. (files ?? []).Select(file => new MemoryText(file.Path, file.Text))];
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            properties.Length == 0 ? new AnalyzerOptions(additional) : new AnalyzerOptions(additional, new MemoryOptions(properties)),
            (exception, _, _) => thrown ??= exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return thrown is null ? diagnostics : throw new InvalidOperationException("an analyzer threw", thrown);
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), ParseOptions, path);

    private static ImmutableArray<MetadataReference> ReadReferences(Func<string, bool> include) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Hidden.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Where(include)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    /// <summary>The properties of the project that the compiler sees; no file has options of its own.</summary>
    private sealed class MemoryOptions((string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties.ToDictionary(property => "build_property." + property.Name, property => property.Value));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values([]);

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
