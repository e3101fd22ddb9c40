namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What a database says of one vulnerability of one package.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Severity">How bad it is, or null if the database does not say.</param>
/// <param name="Versions">Which versions have it, or null where NuGet said that this one has and no more.</param>
/// <param name="Source">Who says so, for messages: <c>NuGet's audit</c>, or a file relative to the policy.</param>
public sealed record Advisory(AdvisoryNames Names, VulnerabilitySeverity? Severity, AffectedVersions? Versions, string Source)
{
    /// <summary>What NuGet said, word for word, or null.</summary>
    public string? Message { get; init; }
}
