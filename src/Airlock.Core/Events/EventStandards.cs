using Airlock.Core.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Core.Events;

/// <summary>What a rule bears on in the standards, as events cite it.</summary>
internal static class EventStandards
{
    /// <summary>Items of standards, as <c>OWASP LLM05:2025</c> and <c>CWE-78</c>.</summary>
    public static IEnumerable<string> Names(RuleRow rule) => new[]
    {
        rule.OwaspLlm2025.Length > 0 ? $"OWASP {rule.OwaspLlm2025}:2025" : "",
        rule.OwaspLlm2026.Length > 0 ? $"OWASP {rule.OwaspLlm2026}:2026" : "",
        rule.Cwe,
    }.Where(name => name.Length > 0);

    /// <summary>Techniques of MITRE ATLAS: identifier and name.</summary>
    public static IEnumerable<(string Id, string Name)> Techniques(RuleRow rule) => Standards.Of(rule.Id)
        .Where(taxa => taxa.Taxonomy.Id == "atlas")
        .SelectMany(taxa => taxa.Taxa)
        .Select(taxon => (taxon.Id, taxon.Name));
}
