using Airlock.Shared.Json;
using Airlock.Shared.Policy;

namespace Airlock.Core.Licences;

/// <summary>The licences that a list of the policy allows, for models and libraries alike.</summary>
public sealed class AllowedLicences
{
    private readonly List<Licence> _licences;

    private AllowedLicences(List<Licence> licences) => _licences = licences;

    /// <summary>Reads a list: each entry is a licence, with its exception if it has one, or a choice between licences.</summary>
    /// <param name="entries">The list.</param>
    /// <param name="report">Receives what is wrong with an entry, which then allows nothing.</param>
    public static AllowedLicences Read(IReadOnlyList<PlacedText> entries, Action<TextError> report)
    {
        var allowed = new List<Licence>();
        foreach (var entry in entries)
        {
            var expression = LicenceExpression.Parse(entry.Text, out var problem);
            if (expression is null)
            {
                report(new TextError(entry.Position, $"\"{entry.Text}\" is no SPDX licence expression: {problem}"));
            }
            else if (!IsChoice(expression))
            {
                report(new TextError(entry.Position, $"\"{entry.Text}\" joins licences with AND; list each licence that is allowed by itself"));
            }
            else
            {
                allowed.AddRange(expression.Licences);
            }
        }

        return new AllowedLicences(allowed);
    }

    /// <summary>Whether a licence is allowed.</summary>
    public bool Covers(Licence licence) => _licences.Any(licence.IsCoveredBy);

    /// <summary>Whether what an expression grants can be had under allowed licences alone.</summary>
    public bool Allows(LicenceExpression expression) => expression.IsAllowed(Covers);

    /// <summary>The licences of an expression that are not allowed, each once, as a message names them.</summary>
    public string DescribeMissing(LicenceExpression expression) =>
        string.Join(", ", expression.Licences.Where(licence => !Covers(licence)).Distinct());

    /// <summary>The licences, as a message names them.</summary>
    public override string ToString() => _licences.Count == 0 ? "none" : string.Join(", ", _licences);

    private static bool IsChoice(LicenceExpression expression) => expression switch
    {
        Licence => true,
        AnyOf choice => choice.Choices.All(IsChoice),
        _ => false,
    };
}
