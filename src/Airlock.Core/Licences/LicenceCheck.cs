using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Pins;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Licences;

/// <summary>Checks the licences of pinned models against those that the policy allows (AIR5010).</summary>
public static class LicenceCheck
{
    /// <summary>Checks the models of one project. Without a list in the policy every licence is allowed.</summary>
    /// <param name="context">Policy and pins.</param>
    /// <param name="files">What the project uses; files without a pin are another rule's matter.</param>
    public static IReadOnlyList<Finding> Run(GateContext context, IEnumerable<UsedFile> files)
    {
        if (context.Policy.Models.Licences.Count == 0)
        {
            return [];
        }

        var findings = new List<Finding>();
        var allowed = Allowed(context, findings);
        foreach (var pin in files.Where(file => file.Kind == PinKind.Model).Select(file => file.Pin).OfType<Pin>())
        {
            if (Problem(pin, allowed) is { } problem)
            {
                findings.Add(new Finding
                {
                    RuleId = "AIR5010",
                    Message = problem,
                    Location = PinnedFiles.PlaceOf(context, pin),
                    Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PinnedFiles.PathProperty, pin.Path),
                });
            }
        }

        return findings;
    }

    private static List<Licence> Allowed(GateContext context, List<Finding> findings)
    {
        var (allowed, errors) = (new List<Licence>(), new List<TextError>());
        foreach (var entry in context.Policy.Models.Licences)
        {
            var expression = LicenceExpression.Parse(entry.Text, out var problem);
            if (expression is null)
            {
                errors.Add(new TextError(entry.Position, $"\"{entry.Text}\" is no SPDX licence expression: {problem}"));
            }
            else if (expression is AllOf || expression is AnyOf choice && !choice.Choices.All(part => part is Licence))
            {
                errors.Add(new TextError(entry.Position, $"\"{entry.Text}\" joins licences with AND; list each licence that is allowed by itself"));
            }
            else
            {
                allowed.AddRange(expression.Licences);
            }
        }

        PolicyFiles.Report(context, "AIR9001", context.PolicyFile!, errors, findings);
        return allowed;
    }

    private static string? Problem(Pin pin, List<Licence> allowed)
    {
        if (pin.Licence is null)
        {
            return $"The licence of model {pin.Path} is not known, and policy allows only {string.Join(", ", allowed)}; find it out and run: airlock pin {pin.Path} --licence …";
        }

        var expression = LicenceExpression.Parse(pin.Licence, out var problem);
        if (expression is null)
        {
            return $"The licence of model {pin.Path}, \"{pin.Licence}\", is no SPDX licence expression: {problem}";
        }

        bool IsAllowed(Licence licence) => allowed.Any(licence.IsCoveredBy);
        return expression.IsAllowed(IsAllowed)
            ? null
            : $"The licence of model {pin.Path}, {pin.Licence}, is not allowed: policy has no {string.Join(", ", expression.Licences.Where(licence => !IsAllowed(licence)).Distinct())}; use another model, or have the licence reviewed and add it to models.licences";
    }
}
