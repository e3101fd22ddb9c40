using System.Reflection;
using System.Text.RegularExpressions;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Tests;

/// <summary>What holds for every rule in code, of the analyzers and of the build: its row in <c>rules.tsv</c>, its page, its tests.</summary>
public class RuleConventionTests
{
    private static readonly DirectoryInfo Repository = FindRepository();

    public static TheoryData<string> RuleIds => [.. Descriptors().Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal)];

    /// <summary>The rules of the analyzers, and those that the build reports: their identifiers stand in its source.</summary>
    public static TheoryData<string> ReportedIds =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.FullName, "src", "Airlock.Core"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(AIR[0-9]{4})\"").Select(match => match.Groups[1].Value))
            .Concat(Descriptors().Select(descriptor => descriptor.Id))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Descriptor_agrees_with_the_rule_table(string id)
    {
        var row = RuleTable.Find(id);
        Assert.NotNull(row);
        var descriptor = Descriptors().Single(descriptor => descriptor.Id == id);
        Assert.Equal(row.Title, descriptor.Title.ToString(null));
        Assert.Equal(row.HelpLink, descriptor.HelpLinkUri);
        Assert.Equal("Airlock." + PascalCase(row.Class.Split('/')[0]), descriptor.Category);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Equal(
            row.Standard switch
            {
                FindingLevel.Block or FindingLevel.Warn => DiagnosticSeverity.Warning,
                FindingLevel.Note => DiagnosticSeverity.Info,
                _ => DiagnosticSeverity.Hidden,
            },
            descriptor.DefaultSeverity);
        Assert.Equal(Tags(row), descriptor.CustomTags.Where(tag => tag.StartsWith("CWE-", StringComparison.Ordinal) || tag.StartsWith("OWASP-", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ReportedIds))]
    public void Rule_has_its_page(string id)
    {
        var row = RuleTable.Find(id);
        Assert.True(row is not null, $"{id} is reported and has no row in rules.tsv");
        var page = Path.Combine(Repository.FullName, "docs", "rules", id + ".md");
        Assert.True(File.Exists(page), $"docs/rules/{id}.md is missing");
        Assert.StartsWith($"# {id}: {row.Title}\n", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ReportedIds))]
    public void Rule_is_named_in_a_test(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Repository.FullName, "tests"), "*Tests.cs", SearchOption.AllDirectories);
        Assert.Contains(tests, file => File.ReadAllText(file).Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_has_its_tests(string id) =>
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository.FullName, "tests", "Airlock.Analyzers.Tests", "Rules"), id + "*.cs"));

    /// <summary>Two analyzers may report one rule, as the flows and the switches of AIR3201; they share the object, or the log would list it twice.</summary>
    [Fact]
    public void Every_rule_has_one_descriptor() =>
        Assert.Equal(Descriptors().Count, Descriptors().Select(descriptor => descriptor.Id).Distinct().Count());

    private static List<DiagnosticDescriptor> Descriptors() =>
    [
        .. typeof(AirlockAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .Distinct(ReferenceEqualityComparer.Instance).Cast<DiagnosticDescriptor>(),
    ];

    /// <summary>How a descriptor names the mapping of its rule, as <c>CWE-78</c>, <c>OWASP-LLM05:2025</c>.</summary>
    private static IEnumerable<string> Tags(RuleRow row)
    {
        if (row.Cwe.Length > 0)
        {
            yield return row.Cwe;
        }

        if (row.OwaspLlm2025.Length > 0)
        {
            yield return $"OWASP-{row.OwaspLlm2025}:2025";
        }

        if (row.OwaspLlm2026.Length > 0)
        {
            yield return $"OWASP-{row.OwaspLlm2026}:2026";
        }
    }

    private static string PascalCase(string text) => string.Concat(text.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static DirectoryInfo FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside their repository");
        }

        return folder;
    }
}
