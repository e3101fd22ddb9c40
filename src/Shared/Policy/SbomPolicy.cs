using Airlock.Shared.Changes;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;

namespace Airlock.Shared.Policy;

/// <summary>What the policy says of changes of the bill of materials since the one that was reviewed and committed.</summary>
public sealed record SbomPolicy
{
    /// <summary>Where the committed documents lie if the policy does not say.</summary>
    public const string DefaultFolder = "sbom";

    /// <summary>What holds where the policy says nothing: no document is compared.</summary>
    public static SbomPolicy Default { get; } = new();

    /// <summary>
    /// The folder that holds the committed document of each project (<c>App.cdx.json</c>, or <c>App.net10.0.cdx.json</c> for one of several target
    /// frameworks), or the file itself; relative to the policy.
    /// </summary>
    public PlacedText Committed { get; private init; } = new(DefaultFolder, TextPosition.Start);

    /// <summary>How the kinds of changes weigh that the policy names; a kind that it does not name is not reported.</summary>
    public IReadOnlyDictionary<string, FindingLevel> Changes { get; private init; } = new Dictionary<string, FindingLevel>();

    /// <summary>Whether any kind is reported, so that the committed document is needed.</summary>
    public bool IsAsked => Changes.Values.Any(level => level > FindingLevel.Off);

    internal static SbomPolicy Read(JsonShape policy, List<TextError> errors)
    {
        if (policy.Object("sbom") is not { } shape)
        {
            return Default;
        }

        var committed = shape.Text("committed");
        if (committed is not null && committed.Trim().Length == 0)
        {
            errors.Add(new TextError(shape.PositionOf("committed"), "\"committed\" must name a folder or a file"));
        }

        var sbom = new SbomPolicy
        {
            Committed = new PlacedText(committed ?? DefaultFolder, shape.PositionOf("committed")),
            Changes = ReadChanges(shape, errors),
        };
        shape.Close();
        return sbom;
    }

    private static Dictionary<string, FindingLevel> ReadChanges(JsonShape shape, List<TextError> errors)
    {
        var changes = new Dictionary<string, FindingLevel>(StringComparer.Ordinal);
        foreach (var (name, nameStart, value) in shape.Map("changes"))
        {
            var level = RuleTable.ParseLevel(value.Text);
            if (ChangeKinds.Find(name) is null)
            {
                errors.Add(new TextError(nameStart, $"there is no kind of change \"{name}\"; docs/sbom.md lists them"));
            }
            else if (level is null or FindingLevel.Record)
            {
                errors.Add(new TextError(value.Position, $"\"{name}\" must be one of off, note, warn, block, not \"{value.Text}\""));
            }
            else
            {
                changes[name] = level.Value;
            }
        }

        return changes;
    }
}
