namespace Airlock.Core.Bom.Merging;

/// <summary>Joins what several builds attest.</summary>
internal static class AttestationMerge
{
    /// <summary>
    /// The joined attestation: a requirement is met if every build met it. One that some build could not check is left out, unless another
    /// failed it: silence is no answer.
    /// </summary>
    /// <param name="name">What the joined document describes.</param>
    /// <param name="attestations">The builds by name.</param>
    public static Attestation? Join(string name, IReadOnlyCollection<(string Name, Attestation? Attestation)> attestations)
    {
        var given = attestations.Where(build => build.Attestation is not null).OrderBy(build => build.Name, StringComparer.Ordinal).Select(build => (build.Name, Attestation: build.Attestation!)).ToList();
        if (given.Count == 0)
        {
            return null;
        }

        var outcomes = given
            .SelectMany(build => build.Attestation.Requirements.Select(outcome => (build.Name, Outcome: outcome)))
            .GroupBy(pair => pair.Outcome.Identifier, StringComparer.Ordinal)
            .Where(group => group.Count() == attestations.Count || group.Any(pair => pair.Outcome.Score < 1));
        var first = given[0].Attestation;
        return first with
        {
            Assessor = given.Select(build => build.Attestation.Assessor.Name).Distinct(StringComparer.Ordinal).Count() == 1 ? first.Assessor : new OrganizationalEntity(name, []),
            Evidence = string.Join("; ", given.Select(build => build.Attestation.Evidence).OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } evidence ? evidence : null,
            Requirements =
            [
                .. outcomes.Select(group => group.First().Outcome with
                {
                    Score = group.Min(pair => pair.Outcome.Score),
                    Rationale = group.All(pair => pair.Outcome.Score >= 1)
                        ? group.First().Outcome.Rationale
                        : string.Join("; ", group.Where(pair => pair.Outcome.Score < 1).Select(pair => $"{pair.Name}: {pair.Outcome.Rationale}")),
                }),
            ],
        };
    }
}
