using Airlock.Shared.Json;

namespace Airlock.Shared.Policy;

/// <summary>
/// What the policy says of libraries. Empty lists say nothing. Entries of <see cref="Allow"/>, <see cref="Deny"/>, <see cref="Sources"/> and
/// <see cref="Signers"/> have one form: which packages, then a condition, as <c>Contoso.*@[1.0,2.0) owner:contoso</c>.
/// </summary>
public sealed record LibraryPolicy
{
    /// <summary>The severities of a vulnerability, from least to most.</summary>
    public static readonly string[] Severities = ["low", "moderate", "high", "critical"];

    /// <summary>What holds where the policy says nothing of libraries.</summary>
    public static LibraryPolicy Default { get; } = new();

    /// <summary>Packages that may be used; without a list no package is refused for being unknown.</summary>
    public IReadOnlyList<PlacedText> Allow { get; private init; } = [];

    /// <summary>Packages that are refused even if they are allowed.</summary>
    public IReadOnlyList<PlacedText> Deny { get; private init; } = [];

    /// <summary>The feeds that packages may come from, each by its address, after the packages that it alone may serve if there are such.</summary>
    public IReadOnlyList<PlacedText> Sources { get; private init; } = [];

    /// <summary>Who must have signed: <c>owner:NAME</c>, <c>author:FINGERPRINT</c> or <c>repository:FINGERPRINT</c>, after the packages it is demanded of if there are such.</summary>
    public IReadOnlyList<PlacedText> Signers { get; private init; } = [];

    /// <summary>SPDX licences that packages may have.</summary>
    public IReadOnlyList<PlacedText> Licences { get; private init; } = [];

    /// <summary>How many days a version must have been published, or null.</summary>
    public long? MinimumAgeDays { get; private init; }

    /// <summary>Files and folders with vulnerability data in the format of NuGet or OSV, relative to the policy.</summary>
    public IReadOnlyList<PlacedText> VulnerabilityDatabases { get; private init; } = [];

    /// <summary>Files with VEX statements (OpenVEX or CycloneDX), relative to the policy.</summary>
    public IReadOnlyList<PlacedText> Vex { get; private init; } = [];

    /// <summary>The least severity of a vulnerability that weighs as the rule does; anything below is a warning at most.</summary>
    public string? Severity { get; private init; }

    /// <summary>Whether the gate may ask the project's feeds what they say of its packages: publication, deprecation, vulnerabilities.</summary>
    public bool Network { get; private init; }

    /// <summary>Where the section stands in the policy.</summary>
    public TextPosition Position { get; private init; } = TextPosition.Start;

    internal static LibraryPolicy Read(JsonShape policy)
    {
        if (policy.Object("libraries") is not { } shape)
        {
            return Default;
        }

        var vulnerabilities = shape.Object("vulnerabilities");
        var libraries = new LibraryPolicy
        {
            Allow = shape.Texts("allow"),
            Deny = shape.Texts("deny"),
            Sources = shape.Texts("sources"),
            Signers = shape.Texts("signers"),
            Licences = shape.Texts("licences"),
            MinimumAgeDays = shape.Count("minimumAgeDays"),
            VulnerabilityDatabases = vulnerabilities?.Texts("databases") ?? [],
            Vex = vulnerabilities?.Texts("vex") ?? [],
            Severity = vulnerabilities?.Choice("severity", Severities),
            Network = shape.Boolean("network") ?? false,
            Position = shape.Start,
        };
        vulnerabilities?.Close();
        shape.Close();
        return libraries;
    }
}
