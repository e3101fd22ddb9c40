using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Policy;

/// <summary>Collects what is said of suppressions, exceptions and the baseline themselves (AIR9003).</summary>
/// <param name="context">The policy in force.</param>
internal sealed class SilenceReport(GateContext context)
{
    private const string Rule = "AIR9003";

    private readonly List<Finding> _findings = [];

    /// <summary>What was said, in the order in which it was.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Says one thing.</summary>
    /// <param name="place">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="least">The least level, unless the policy switched the rule off.</param>
    /// <param name="most">The highest level: for what is no fault.</param>
    public void Add(FindingLocation place, string message, FindingLevel least = FindingLevel.Off, FindingLevel most = FindingLevel.Block)
    {
        var level = context.Policy.LevelOf(RuleTable.Find(Rule)!, context.Profile);
        _findings.Add(new Finding
        {
            RuleId = Rule,
            Message = message,
            Location = place,
            Level = level == FindingLevel.Off ? level : (FindingLevel)Math.Min((int)most, Math.Max((int)level, (int)least)),
        });
    }
}
