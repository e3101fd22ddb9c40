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
        var errors = new List<TextError>();
        var allowed = AllowedLicences.Read(context.Policy.Models.Licences, errors.Add);
        PolicyFiles.Report(context, "AIR9001", "The policy", context.PolicyFile!, errors, findings);
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

    private static string? Problem(Pin pin, AllowedLicences allowed)
    {
        if (pin.Licence is null)
        {
            return $"The licence of model {pin.Path} is not known, and policy allows only {allowed}; find it out and run: airlock pin {pin.Path} --licence …";
        }

        var expression = LicenceExpression.Parse(pin.Licence, out var problem);
        if (expression is null)
        {
            return $"The licence of model {pin.Path}, \"{pin.Licence}\", is no SPDX licence expression: {problem}";
        }

        return allowed.Allows(expression)
            ? null
            : $"The licence of model {pin.Path}, {pin.Licence}, is not allowed: policy has no {allowed.DescribeMissing(expression)}; use another model, or have the licence reviewed and add it to models.licences";
    }
}
