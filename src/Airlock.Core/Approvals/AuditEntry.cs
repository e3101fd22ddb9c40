using System.Globalization;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Approvals;

/// <summary>What was done to a pin, decided on a package, or accepted in the baseline.</summary>
public enum AuditAction
{
    /// <summary>A file was pinned for the first time.</summary>
    Pin,

    /// <summary>What a pin says was changed, by other bytes or other facts.</summary>
    Update,

    /// <summary>Unknown globals or operators of a file were accepted.</summary>
    Accept,

    /// <summary>The bytes were approved for an environment.</summary>
    Approve,

    /// <summary>The bytes were approved for the environment after the one they were approved for.</summary>
    Promote,

    /// <summary>The pin returned to earlier bytes.</summary>
    Rollback,

    /// <summary>A version of a package was vetted, and may be used.</summary>
    Allow,

    /// <summary>A version of a package was vetted, and must not be used.</summary>
    Deny,

    /// <summary>Findings were accepted in the baseline.</summary>
    Baseline,

    /// <summary>Findings were removed from the baseline.</summary>
    Prune,
}

/// <summary>One step that was taken with a pin or the baseline, or a decision on a package.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Path">The pin's path, the package URL of the package, or the name of the baseline.</param>
/// <param name="Sha256">SHA-256 of the bytes that are pinned, or of the baseline, after the step: 64 lower-case hex digits; empty for a package, which <see cref="ContentHash"/> identifies.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When, UTC, to the second.</param>
/// <param name="Reason">Why, or null if nobody was asked.</param>
public sealed record AuditEntry(AuditAction Action, string Path, string Sha256, string By, DateTime At, string? Reason)
{
    /// <summary>The digest that was pinned before, if it was another.</summary>
    public string? Was { get; init; }

    /// <summary>The environment, for <see cref="AuditAction.Approve"/> and <see cref="AuditAction.Promote"/>.</summary>
    public string? Environment { get; init; }

    /// <summary>
    /// The names that were accepted, for <see cref="AuditAction.Accept"/>; the fingerprints of findings, for <see cref="AuditAction.Baseline"/> and
    /// <see cref="AuditAction.Prune"/>.
    /// </summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>SHA-512 in Base64 of a package without its signature, for <see cref="AuditAction.Allow"/> and <see cref="AuditAction.Deny"/>.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Whether the entry is a decision on a package.</summary>
    public bool IsDecision => Action is AuditAction.Allow or AuditAction.Deny;

    /// <summary>Whether the entry is about the baseline.</summary>
    public bool IsOfBaseline => Action is AuditAction.Baseline or AuditAction.Prune;

    /// <summary>The entry that a decision of the lock file must have in the record.</summary>
    public static AuditEntry Of(LibraryDecision decision) =>
        new(decision.IsAllowed ? AuditAction.Allow : AuditAction.Deny, decision.Path, "", decision.By, decision.At, decision.Reason) { ContentHash = decision.ContentHash };

    /// <summary>The approval that the entry is about, as the lock file holds it; null for other steps.</summary>
    public Approval? AsApproval() => Action is AuditAction.Approve or AuditAction.Promote && Environment is not null && Reason is not null
        ? new Approval(Environment, Sha256, By, At, Reason)
        : null;

    /// <summary>The entry as a line of the record, without its line end.</summary>
    /// <param name="sequence">Its number, from one.</param>
    /// <param name="previous">SHA-256 of the line before.</param>
    internal string Write(int sequence, string previous)
    {
        (string Name, string? Value)[] members =
        [
            ("sequence", sequence.ToString(CultureInfo.InvariantCulture)),
            ("previous", JsonString.Quote(previous)),
            ("at", JsonString.Quote(At.ToString(LockDocument.TimeFormat, CultureInfo.InvariantCulture))),
            ("by", JsonString.Quote(By)),
            ("action", JsonString.Quote(Word(Action))),
            ("path", JsonString.Quote(Path)),
            ("sha256", Sha256.Length == 0 ? null : JsonString.Quote(Sha256)),
            ("contentHash", ContentHash is null ? null : JsonString.Quote(ContentHash)),
            ("was", Was is null ? null : JsonString.Quote(Was)),
            ("environment", Environment is null ? null : JsonString.Quote(Environment)),
            ("accepted", Accepted.Count == 0 ? null : $"[{string.Join(", ", Accepted.Select(JsonString.Quote))}]"),
            ("reason", Reason is null ? null : JsonString.Quote(Reason)),
        ];
        return $"{{ {string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\": {member.Value}"))} }}";
    }

    /// <summary>Reads a line of the record.</summary>
    /// <param name="line">The line.</param>
    /// <param name="errors">Everything wrong with it.</param>
    /// <returns>The entry with its number and the digest of the line before; meaningless if there are errors.</returns>
    internal static (AuditEntry Entry, long Sequence, string Previous) Read(string line, List<TextError> errors)
    {
        var root = JsonText.Parse(line, out var error);
        if (root is null)
        {
            errors.Add(error!);
            return (new AuditEntry(default, "", "", "", default, null), 0, "");
        }

        var shape = new JsonShape(root, errors);
        var sequence = shape.Count("sequence") ?? 0;
        var previous = PinReader.Digest(shape, "previous", 64, errors, required: true) ?? "";
        var action = Actions.FirstOrDefault(action => Word(action) == shape.Choice("action", [.. Actions.Select(Word)]));
        var isDecision = action is AuditAction.Allow or AuditAction.Deny;
        var entry = new AuditEntry(
            action,
            shape.Text("path", required: true) ?? "",
            PinReader.Digest(shape, "sha256", 64, errors, required: !isDecision) ?? "",
            shape.Text("by", required: true) ?? "",
            PinReader.Time(shape, errors),
            shape.Text("reason"))
        {
            Was = PinReader.Digest(shape, "was", 64, errors),
            Environment = shape.Text("environment"),
            Accepted = [.. shape.Texts("accepted").Select(name => name.Text)],
            ContentHash = LibraryDecision.ContentHashOf(shape, errors, required: isDecision),
        };
        if (!shape.Has("action"))
        {
            errors.Add(new TextError(shape.Start, "the document needs \"action\""));
        }

        shape.Close();
        return (entry, sequence, previous);
    }

    /// <summary>The word that the record has for an action.</summary>
    public static string Word(AuditAction action) => action.ToString().ToLowerInvariant();

    private static readonly AuditAction[] Actions = Enum.GetValues<AuditAction>();
}
