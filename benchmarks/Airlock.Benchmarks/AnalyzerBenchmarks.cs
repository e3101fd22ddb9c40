using System.Collections.Immutable;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Benchmarks;

/// <summary>
/// What all rules together add to a compilation of 200 classes that use chat clients, beside the compilation alone, and what
/// they add where no AI library is referenced: there it is to be nothing.
/// </summary>
[MemoryDiagnoser]
public class AnalyzerBenchmarks
{
    private const int Classes = 200;

    private static readonly string[] AILibraries = ["Microsoft.Extensions.AI", "OpenAI"];

    private ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private SyntaxTree[] _trees = [];
    private MetadataReference[] _references = [];

    [Params(true, false)]
    public bool UsesAI { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        _analyzers =
        [
            .. Assembly.Load("Airlock.Analyzers").GetTypes()
                .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        _trees = [.. Enumerable.Range(0, Classes).Select(index => CSharpSyntaxTree.ParseText(UsesAI ? ChatClass(index) : PlainClass(index)))];
        _references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => UsesAI || !AILibraries.Any(library => Path.GetFileName(path).StartsWith(library, StringComparison.Ordinal)))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
        var errors = Compile().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The generated code has {errors.Count} errors, first {errors[0]}.");
        }
    }

    [Benchmark(Baseline = true)]
    public ImmutableArray<Diagnostic> CompileOnly() => Compile().GetDiagnostics();

    [Benchmark]
    public async Task<ImmutableArray<Diagnostic>> CompileWithAnalyzers() =>
        await Compile().WithAnalyzers(_analyzers).GetAllDiagnosticsAsync();

    // A compilation remembers what it bound, so each run needs one of its own.
    private CSharpCompilation Compile() =>
        CSharpCompilation.Create("Generated", _trees, _references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static string ChatClass(int index) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using OpenAI;

        namespace Generated;

        public sealed class Chat{{index}}(IChatClient client)
        {
            private readonly List<ChatMessage> _history = [];

            public static OpenAIClient Connect() => new(Environment.GetEnvironmentVariable("KEY{{index}}")!);

            public async Task<string> AskAsync(string question)
            {
                _history.Add(new ChatMessage(ChatRole.User, question));
                var response = await client.GetResponseAsync(_history, new ChatOptions { ModelId = "model-{{index}}" });
                _history.Add(new ChatMessage(ChatRole.Assistant, response.Text));
                return Shorten(response.Text);
            }

            public async Task RunAsync(string question)
            {
                var answer = await AskAsync(question);
                if (answer == "list")
                {
                    Process.Start("ls", "-l");
                }
            }

            private static string Shorten(string text)
            {
                var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
                return lines.Count > {{index}} ? string.Join(' ', lines.Take({{index}})) : text;
            }
        }
        """;

    private static string PlainClass(int index) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        namespace Generated;

        public sealed class Plain{{index}}(Func<string, Task<string>> ask)
        {
            private readonly List<string> _history = [];

            public async Task<string> AskAsync(string question)
            {
                _history.Add(question);
                var response = await ask(question);
                _history.Add(response);
                return Shorten(response);
            }

            private static string Shorten(string text)
            {
                var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
                return lines.Count > {{index}} ? string.Join(' ', lines.Take({{index}})) : text;
            }
        }
        """;
}
