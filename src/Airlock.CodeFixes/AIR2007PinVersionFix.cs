using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using Airlock.Analyzers.Rules;
using Airlock.Analyzers.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR2007: pins the package to a version that the project names elsewhere, in the same file or in one of its JSON
/// files. Where it names none there is nothing to offer: which version is good is a decision.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR2007PinVersionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AIR2007UnpinnedServerAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (!diagnostic.Properties.TryGetValue(AIR2007UnpinnedServerAnalyzer.WrittenProperty, out var written)
            || !diagnostic.Properties.TryGetValue(AIR2007UnpinnedServerAnalyzer.NameProperty, out var name)
            || !diagnostic.Properties.TryGetValue(AIR2007UnpinnedServerAnalyzer.SeparatorProperty, out var separator)
            || !Enum.TryParse<PackageEcosystem>(diagnostic.Properties[AIR2007UnpinnedServerAnalyzer.EcosystemProperty], out var ecosystem))
        {
            return;
        }

        // The text that names the package may name more, as a line for a shell does.
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var places = Regex.Matches(text.ToString(context.Span), $@"(?<![\w@/.-]){Regex.Escape(written!)}(?![\w@/.=-])");
        if (places.Count != 1)
        {
            return;
        }

        var texts = new List<string> { text.ToString() };
        foreach (var file in context.Document.Project.AdditionalDocuments.Where(file => file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            texts.Add((await file.GetTextAsync(context.CancellationToken).ConfigureAwait(false)).ToString());
        }

        var span = new TextSpan(context.Span.Start + places[0].Index, places[0].Length);
        foreach (var (sign, version) in texts.SelectMany(other => VersionsIn(other, name!, separator!, ecosystem)).Distinct())
        {
            var title = $"Pin to {version}";
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(context.Document.WithText(text.Replace(span, name + sign + version))), title),
                diagnostic);
        }
    }

    /// <summary>
    /// The exact versions of a package that a text names: on a command line (<c>name@1.2.3</c>), or under its name in
    /// <c>package.json</c>, <c>package-lock.json</c> and <c>dotnet-tools.json</c>.
    /// </summary>
    private static IEnumerable<(string Separator, string Version)> VersionsIn(string text, string name, string separator, PackageEcosystem ecosystem)
    {
        var package = Regex.Escape(name);
        var signs = ecosystem switch
        {
            PackageEcosystem.PyPI => "===?|@",
            PackageEcosystem.Image => "[:@]",
            _ => Regex.Escape(separator),
        };
        var written = Regex.Matches(text, $@"(?<![\w@/.-]){package}(?<separator>{signs})(?<version>[\w.:+!-]*\w)").Cast<Match>();
        var listed = Regex.Matches(text, $@"""(node_modules/)?{package}""\s*:\s*(\{{\s*""version""\s*:\s*)?""(?<version>[^""]+)""", RegexOptions.IgnoreCase).Cast<Match>();
        return written.Concat(listed)
            .Where(match => PackageSpecifier.IsExact(ecosystem, match.Groups["version"].Value))
            .Select(match => (match.Groups["separator"].Success ? match.Groups["separator"].Value : separator, match.Groups["version"].Value));
    }
}
