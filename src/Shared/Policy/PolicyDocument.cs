using System.Globalization;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Shared.Policy;

/// <summary>Which suppressions in source and project files policy accepts.</summary>
public enum SuppressionPolicy
{
    /// <summary>All of them; they stay visible in the evidence.</summary>
    Allowed,

    /// <summary>Those that carry a justification.</summary>
    Justified,

    /// <summary>None.</summary>
    Forbidden,
}

/// <summary>A rule that does not block in a scope, for a reason, until a day.</summary>
/// <param name="Rule">Identifier of the rule.</param>
/// <param name="Path">Files it holds for, relative to the policy, with <c>*</c>; null for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day it holds (UTC); null for no end.</param>
/// <param name="Position">Where it stands in the policy.</param>
public sealed record PolicyException(string Rule, string? Path, string Reason, string Owner, DateTime? Expires, TextPosition Position)
{
    /// <summary>The packages it holds for, as <c>Contoso.*@[1.0,2.0)</c>; null for whatever the rule finds.</summary>
    public PlacedText? Package { get; init; }

    /// <summary>The fingerprint of the one finding it holds for: 32 lower-case hex digits; null for all.</summary>
    public string? Finding { get; init; }
}

/// <summary>What the policy says of models. Empty lists say nothing.</summary>
public sealed record ModelPolicy(
    IReadOnlyList<PlacedText> Allow, IReadOnlyList<PlacedText> Deny, IReadOnlyList<PlacedText> Licences, bool RequireSignature)
{
    /// <summary>Whether the policy has an allow list: without one no hosted model is refused.</summary>
    public bool HasAllowList => Allow.Count > 0;

    /// <summary>PEM files of public keys and CA certificates whose signatures count, relative to the policy.</summary>
    public IReadOnlyList<PlacedText> Trust { get; init; } = [];

    /// <summary>Whether a build may download what is pinned and missing.</summary>
    public bool Network { get; init; }
}

/// <summary>
/// The policy, <c>airlock.json</c>. Without a file <see cref="Default"/> holds. Reading is strict: an unknown name, a wrong
/// type or a rule that does not exist is an error with its place.
/// </summary>
public sealed class PolicyDocument
{
    private static readonly string[] Profiles = ["audit", "standard", "strict"];

    /// <summary>What holds where no policy file is found: profile standard, no lists, justified suppressions.</summary>
    public static PolicyDocument Default { get; } = new();

    /// <summary>The profile of the file: audit, standard or strict; null if the file names none.</summary>
    public string? Profile { get; private set; }

    /// <summary>Levels that the policy sets for single rules.</summary>
    public IReadOnlyDictionary<string, FindingLevel> Rules { get; private set; } = new Dictionary<string, FindingLevel>();

    /// <summary>Models.</summary>
    public ModelPolicy Models { get; private set; } = new([], [], [], false);

    /// <summary>Libraries.</summary>
    public LibraryPolicy Libraries { get; private set; } = LibraryPolicy.Default;

    /// <summary>Changes of the bill of materials.</summary>
    public SbomPolicy Sbom { get; private set; } = SbomPolicy.Default;

    /// <summary>Events for a security operations centre.</summary>
    public EventPolicy Events { get; private set; } = EventPolicy.Default;

    /// <summary>Suppressions.</summary>
    public SuppressionPolicy Suppressions { get; private set; } = SuppressionPolicy.Justified;

    /// <summary>Whether a baseline counts.</summary>
    public bool AllowsBaseline { get; private set; } = true;

    /// <summary>The environments that models are approved for, in the order that they are promoted; empty if the policy names none.</summary>
    public IReadOnlyList<PolicyEnvironment> Environments { get; private set; } = [];

    /// <summary>Exceptions, in the order of the file.</summary>
    public IReadOnlyList<PolicyException> Exceptions { get; private set; } = [];

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="errors">Everything wrong with it, each with its place.</param>
    /// <returns>What could be read; <see cref="Default"/> if the text is no JSON.</returns>
    public static PolicyDocument Parse(string text, out IReadOnlyList<TextError> errors)
    {
        var found = new List<TextError>();
        errors = found;
        var root = JsonText.Parse(text, out var error);
        if (root is null)
        {
            found.Add(error!);
            return Default;
        }

        var shape = new JsonShape(root, found);
        shape.Text("$schema");
        var policy = new PolicyDocument
        {
            Profile = shape.Choice("profile", Profiles),
            Rules = ReadRules(shape, found),
            Models = ReadModels(shape),
            Libraries = LibraryPolicy.Read(shape),
            Sbom = SbomPolicy.Read(shape, found),
            Events = EventPolicy.Read(shape, found),
            Suppressions = shape.Choice("suppressions", "allowed", "justified", "forbidden") switch
            {
                "allowed" => SuppressionPolicy.Allowed,
                "forbidden" => SuppressionPolicy.Forbidden,
                _ => SuppressionPolicy.Justified,
            },
            AllowsBaseline = shape.Boolean("baseline") ?? true,
            Environments = PolicyEnvironment.ReadAll(shape, found),
            Exceptions = ReadExceptions(shape, found),
        };
        shape.Close();
        return policy;
    }

    /// <summary>The level of a rule in a profile, with what the policy sets for it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="profile">The profile in force; see <see cref="EffectiveProfile"/>.</param>
    public FindingLevel LevelOf(RuleRow rule, string profile)
    {
        var level = Rules.TryGetValue(rule.Id, out var set) ? set : profile == "strict" ? rule.Strict : rule.Standard;
        return profile == "audit" && level == FindingLevel.Block ? FindingLevel.Warn : level;
    }

    /// <summary>The profile in force: the file's, else the project's switch, else standard. The file wins, so that a project can't weaken it.</summary>
    public string EffectiveProfile(string? projectProfile) =>
        Profile ?? (Array.IndexOf(Profiles, projectProfile) >= 0 ? projectProfile! : "standard");

    private static Dictionary<string, FindingLevel> ReadRules(JsonShape shape, List<TextError> errors)
    {
        var rules = new Dictionary<string, FindingLevel>(StringComparer.Ordinal);
        foreach (var (name, nameStart, value) in shape.Map("rules"))
        {
            var level = RuleTable.ParseLevel(value.Text);
            if (ProblemOfRule(name) is { } problem)
            {
                errors.Add(new TextError(nameStart, problem));
            }
            else if (level is null or FindingLevel.Record)
            {
                errors.Add(new TextError(value.Position, $"\"{name}\" must be one of off, note, warn, block, not \"{value.Text}\""));
            }
            else
            {
                rules[name] = level.Value;
            }
        }

        return rules;
    }

    private static ModelPolicy ReadModels(JsonShape shape)
    {
        var models = shape.Object("models");
        if (models is null)
        {
            return Default.Models;
        }

        var policy = new ModelPolicy(
            models.Texts("allow"), models.Texts("deny"), models.Texts("licences"), models.Boolean("requireSignature") ?? false)
        {
            Trust = models.Texts("trust"),
            Network = models.Boolean("network") ?? false,
        };
        models.Close();
        return policy;
    }

    private static List<PolicyException> ReadExceptions(JsonShape shape, List<TextError> errors)
    {
        var exceptions = new List<PolicyException>();
        foreach (var item in shape.Objects("exceptions"))
        {
            var rule = item.Text("rule", required: true);
            var path = item.Text("path");
            var package = item.Text("package");
            var before = errors.Count;
            var finding = PinReader.Digest(item, "finding", 32, errors);
            var reason = PinReader.Filled(item, "reason", errors, required: true);
            var owner = PinReader.Filled(item, "owner", errors, required: true);
            var expires = ReadDay(item, errors);

            // One whose end or scope can't be read would cover more than its author meant.
            var isUsable = errors.Count == before;
            item.Close();
            if (rule is not null && ProblemOfRule(rule) is { } problem)
            {
                errors.Add(new TextError(item.PositionOf("rule"), problem));
            }
            else if (isUsable && rule is not null && reason is not null && owner is not null)
            {
                exceptions.Add(new PolicyException(rule, path, reason, owner, expires, item.Start)
                {
                    Package = package is null ? null : new PlacedText(package, item.PositionOf("package")),
                    Finding = finding,
                });
            }
        }

        return exceptions;
    }

    // A policy that could switch off the rules about itself would be valid by its own word.
    private static string? ProblemOfRule(string id) =>
        RuleTable.Find(id) is null ? $"there is no rule \"{id}\""
        : id is "AIR9001" or "AIR9002" ? $"\"{id}\" judges this file and can't be set by it"
        : null;

    private static DateTime? ReadDay(JsonShape item, List<TextError> errors)
    {
        var text = item.Text("expires");
        if (text is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
        {
            return day;
        }

        errors.Add(new TextError(item.PositionOf("expires"), $"\"expires\" must be a day as 2027-01-31, not \"{text}\""));
        return null;
    }
}
