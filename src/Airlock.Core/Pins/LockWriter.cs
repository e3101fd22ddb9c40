using System.Globalization;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Pins;

/// <summary>
/// Adds and updates pins in the text of a lock file. Only the lines that say something new change: order, formatting,
/// comments and line ends of all others stay as their author left them, so that a review shows what was done and no more.
/// </summary>
public static class LockWriter
{
    /// <summary>The text of a lock file without pins.</summary>
    public static string EmptyLock { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{{\n  \"version\": {LockDocument.Version},\n  \"models\": []\n}}\n");

    /// <summary>
    /// Adds a pin, or updates the one of the same path. What the new pin leaves null stays as it was, as long as the digest does; with
    /// another digest, size, format, licence, source and further digests are those of the new pin alone, and what the old one said moves to
    /// <see cref="Pin.Earlier"/>. Accepted names and approvals are added to those that are there.
    /// </summary>
    /// <param name="text">A lock file that <see cref="LockDocument.Parse"/> reads without error.</param>
    /// <param name="pin">The pin; its position means nothing here, nor do earlier pins where the lock has a pin of the path.</param>
    /// <returns>The new text; the same text if it says all of this already.</returns>
    /// <exception cref="ArgumentException">The text is no lock file, or pins the path as the other kind.</exception>
    public static string Set(string text, Pin pin)
    {
        var pinned = Parse(text).Find(pin.Path);
        if (pinned is not null && pinned.Kind != pin.Kind)
        {
            throw new ArgumentException($"{pin.Path} is pinned as a {(pinned.Kind == PinKind.Model ? "model" : "data set")}", nameof(pin));
        }

        return pinned is null ? Add(text, pin) : Update(text, pinned, pin);
    }

    /// <summary>Sets the digest of the record's last line.</summary>
    /// <param name="text">A lock file that <see cref="LockDocument.Parse"/> reads without error.</param>
    /// <param name="record">64 lower-case hex digits.</param>
    /// <exception cref="ArgumentException">The text is no lock file.</exception>
    public static string SetRecord(string text, string record)
    {
        Parse(text);
        return JsonEdit.SetMember(text, Root(text), "record", JsonString.Quote(record));
    }

    private static LockDocument Parse(string text)
    {
        var document = LockDocument.Parse(text, out var errors);
        return errors.Count == 0
            ? document
            : throw new ArgumentException($"the lock file is not valid: {errors[0].Position} {errors[0].Message}", nameof(text));
    }

    private static string Add(string text, Pin pin)
    {
        var (root, name) = (Root(text), ListName(pin));
        JsonEdit.Writer write = indent => JsonEdit.Block("{}", Members(pin, text).Prepend(Member("path", JsonString.Quote(pin.Path))), indent, text);
        return root[name] is { } list
            ? JsonEdit.Append(text, list, write)
            : JsonEdit.AddMember(text, root, name, indent => JsonEdit.Block("[]", [write], indent, text));
    }

    // Each step reads the text anew: the places of the step before are gone.
    private static string Update(string text, Pin old, Pin pin)
    {
        var isOther = old.Sha256 != pin.Sha256;
        foreach (var (name, value) in Scalars(pin.Sha256, pin.Size, pin.Format, pin.Licence, pin.Source))
        {
            text = value is not null ? JsonEdit.SetMember(text, Entry(text, pin), name, value)
                : isOther ? JsonEdit.RemoveMember(text, Entry(text, pin), name)
                : text;
        }

        text = isOther ? JsonEdit.RemoveMember(text, Entry(text, pin), "digests") : text;
        text = pin.Digests is { } digests ? SetObject(text, pin, "digests", Members(digests).Where(digest => digest.Value is not null)) : text;
        text = pin.Signature is { } signature ? SetObject(text, pin, "signature", Members(signature)) : text;
        text = pin.Card is { } card ? JsonEdit.SetMember(text, Entry(text, pin), "card", JsonString.Quote(card)) : text;
        foreach (var accepted in pin.Accepts.Except(old.Accepts))
        {
            text = AddItem(text, pin, "accepts", JsonString.Quote(accepted));
        }

        foreach (var approval in pin.Approvals.Except(old.Approvals))
        {
            text = AddItem(text, pin, "approvals", Write(approval));
        }

        return isOther ? MoveToEarlier(text, old, pin) : text;
    }

    private static string MoveToEarlier(string text, Pin old, Pin pin)
    {
        for (var index = old.Earlier.Count - 1; index >= 0; index--)
        {
            if (old.Earlier[index].Sha256 == pin.Sha256 || old.Earlier[index].Sha256 == old.Sha256)
            {
                text = JsonEdit.Remove(text, Entry(text, pin)["earlier"]!, index);
            }
        }

        return AddItem(text, pin, "earlier", Write(new EarlierPin(old.Sha256, old.Size, old.Source, old.Format, old.Licence)), isFirst: true);
    }

    private static string AddItem(string text, Pin pin, string name, string item, bool isFirst = false)
    {
        var entry = Entry(text, pin);
        return entry[name] is { } list
            ? isFirst ? JsonEdit.Prepend(text, list, _ => item) : JsonEdit.Append(text, list, _ => item)
            : JsonEdit.AddMember(text, entry, name, indent => JsonEdit.Block("[]", [_ => item], indent, text));
    }

    private static string SetObject(string text, Pin pin, string name, IEnumerable<(string Name, string? Value)> members)
    {
        if (Entry(text, pin)[name] is null)
        {
            return JsonEdit.AddMember(text, Entry(text, pin), name, _ => WriteObject(members));
        }

        foreach (var (member, value) in members)
        {
            var owner = Entry(text, pin)[name]!;
            text = value is null ? JsonEdit.RemoveMember(text, owner, member) : JsonEdit.SetMember(text, owner, member, value);
        }

        return text;
    }

    private static JsonValue Root(string text) => JsonText.Parse(text, out _)!;

    private static JsonValue Entry(string text, Pin pin) => Root(text)[ListName(pin)]!.Items.First(item => item["path"]!.Text == pin.Path);

    private static string ListName(Pin pin) => pin.Kind == PinKind.Model ? "models" : "datasets";

    private static IEnumerable<JsonEdit.Writer> Members(Pin pin, string text)
    {
        foreach (var (name, value) in Scalars(pin.Sha256, pin.Size, pin.Format, pin.Licence, pin.Source))
        {
            if (value is not null)
            {
                yield return Member(name, value);
            }
        }

        if (pin.Digests is not null)
        {
            yield return Member("digests", WriteObject(Members(pin.Digests)));
        }

        if (pin.Signature is not null)
        {
            yield return Member("signature", WriteObject(Members(pin.Signature)));
        }

        if (pin.Card is not null)
        {
            yield return Member("card", JsonString.Quote(pin.Card));
        }

        foreach (var (name, items) in new[]
        {
            ("accepts", pin.Accepts.Select(JsonString.Quote)),
            ("approvals", pin.Approvals.Select(Write)),
            ("earlier", pin.Earlier.Select(Write)),
        })
        {
            if (items.Any())
            {
                yield return indent => $"\"{name}\": {JsonEdit.Block("[]", items.Select(item => (JsonEdit.Writer)(_ => item)), indent, text)}";
            }
        }
    }

    private static JsonEdit.Writer Member(string name, string value) => _ => $"\"{name}\": {value}";

    private static (string Name, string? Value)[] Scalars(string sha256, long? size, string? format, string? licence, string? source) =>
    [
        ("sha256", JsonString.Quote(sha256)),
        ("size", size?.ToString(CultureInfo.InvariantCulture)),
        ("format", Quote(format)),
        ("licence", Quote(licence)),
        ("source", Quote(source)),
    ];

    private static (string Name, string? Value)[] Members(PinDigests digests) =>
        [("sha512", Quote(digests.Sha512)), ("blake3", Quote(digests.Blake3)), ("git", Quote(digests.Git))];

    private static (string Name, string? Value)[] Members(PinSignature signature) =>
        [("bundle", Quote(signature.Bundle)), ("identity", Quote(signature.Identity))];

    private static string Write(Approval approval) => WriteObject(
    [
        ("environment", Quote(approval.Environment)),
        ("sha256", Quote(approval.Sha256)),
        ("by", Quote(approval.By)),
        ("at", Quote(approval.At.ToString(LockDocument.TimeFormat, CultureInfo.InvariantCulture))),
        ("reason", Quote(approval.Reason)),
    ]);

    private static string Write(EarlierPin earlier) =>
        WriteObject(Scalars(earlier.Sha256, earlier.Size, earlier.Format, earlier.Licence, earlier.Source));

    // Always in one line, so that one approval is one line of a review.
    private static string WriteObject(IEnumerable<(string Name, string? Value)> members) =>
        $"{{ {string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\": {member.Value}"))} }}";

    private static string? Quote(string? value) => value is null ? null : JsonString.Quote(value);
}
