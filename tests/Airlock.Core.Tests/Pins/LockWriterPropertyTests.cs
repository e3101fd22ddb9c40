using Airlock.Core.Pins;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using CsCheck;

namespace Airlock.Core.Tests.Pins;

/// <summary>What holds for every lock file in every layout.</summary>
public class LockWriterPropertyTests
{
    private static readonly Gen<Approval> AnyApproval = Gen.Select(
        Gen.OneOf("staging", "production"), Gen.OneOf('0', '7'), Gen.OneOf("Ann", "Bob <bob@example.com>"), Gen.Int[0, 3],
        (environment, digit, by, day) => new Approval(
            environment, new string(digit, 64), by, new DateTime(2026, 11, 1 + day, 9, 30, 0, DateTimeKind.Utc), "tried \"it\""));

    private static readonly Gen<Pin> AnyPin = Gen.Select(
        Gen.Select(Gen.Bool, Gen.Int[0, 5]),
        Gen.OneOf('0', '7', 'a', 'f'),
        Gen.Long[0, 1L << 40].Select(size => size % 2 == 0 ? (long?)size : null),
        Gen.OneOf<string?>(null, "MIT", "Apache-2.0 OR MIT"),
        Gen.OneOf<PinDigests?>(null, new PinDigests(null, new string('b', 64), null), new PinDigests(new string('5', 128), null, new string('1', 40))),
        Gen.OneOf<PinSignature?>(null, new PinSignature("a.sig", null), new PinSignature("b.sig", "key:1")),
        Gen.OneOf("x.Y", "y.Z", "onnx:z").Array[0, 3].Select(names => names.Distinct().ToArray()),
        AnyApproval.Array[0, 2].Select(approvals => approvals.Distinct().ToArray()),
        (what, digit, size, licence, digests, signature, accepts, approvals) => new Pin(
            what.Item1 ? PinKind.Model : PinKind.Dataset,
            (what.Item1 ? "models/" : "data/") + what.Item2,
            new string(digit, 64),
            size,
            what.Item1 ? "onnx" : null,
            licence,
            null,
            TextPosition.Start)
        {
            Digests = digests,
            Signature = signature,
            Card = signature is null ? null : signature.Bundle + ".md",
            Accepts = accepts,
            Approvals = approvals,
        });

    // A layout is a choice, for each place between two tokens, of blanks and comments.
    private static readonly Gen<string[]> AnyLayout = Gen.OneOf("", " ", "\n", "\n  ", "\n\t", " // note\n", " /* note */ ", "/* two\nlines */\n").Array[1, 7];

    private static readonly Gen<string> AnyLock = Gen.Select(
        AnyPin.Array[0, 6], AnyLayout, (pins, layout) => Relayout(pins.Aggregate(LockWriter.EmptyLock, LockWriter.Set), layout));

    [Fact]
    public void Set_pins_exactly_what_was_asked_and_leaves_the_others() =>
        Gen.Select(AnyLock, AnyPin).Sample((text, pin) =>
        {
            var before = LockDocument.Parse(text, out _);
            var after = LockDocument.Parse(LockWriter.Set(text, pin), out var errors);

            var (old, set) = (before.Find(pin.Path), after.Find(pin.Path)!);
            var kept = old?.Sha256 == pin.Sha256 ? old : null;
            Assert.Empty(errors);
            Assert.Equal((pin.Kind, pin.Sha256), (set.Kind, set.Sha256));
            Assert.Equal(
                (pin.Size ?? kept?.Size, pin.Format ?? kept?.Format, pin.Licence ?? kept?.Licence, Merge(kept?.Digests, pin.Digests)),
                (set.Size, set.Format, set.Licence, set.Digests));
            Assert.Equal(pin.Signature ?? old?.Signature, set.Signature);
            Assert.Equal(pin.Card ?? old?.Card, set.Card);
            Assert.Equal((old?.Accepts ?? []).Union(pin.Accepts), set.Accepts);
            Assert.Equal((old?.Approvals ?? []).Union(pin.Approvals), set.Approvals);
            Assert.Equal(before.Pins.Where(p => p.Path != pin.Path).Select(Facts), after.Pins.Where(p => p.Path != pin.Path).Select(Facts));
        });

    [Fact]
    public void Another_digest_moves_what_was_pinned_to_the_front_of_the_earlier_ones() =>
        Gen.Select(AnyLock, AnyPin).Sample((text, pin) =>
        {
            var old = LockDocument.Parse(text, out _).Find(pin.Path);
            var earlier = LockDocument.Parse(LockWriter.Set(text, pin), out _).Find(pin.Path)!.Earlier;

            EarlierPin[] expected = old is null ? []
                : old.Sha256 == pin.Sha256 ? [.. old.Earlier]
                : [new(old.Sha256, old.Size, old.Source, old.Format, old.Licence), .. old.Earlier.Where(e => e.Sha256 != old.Sha256 && e.Sha256 != pin.Sha256)];
            Assert.Equal(expected, earlier);
        });

    [Fact]
    public void Record_is_set_and_nothing_else() =>
        AnyLock.Sample(text =>
        {
            var once = LockWriter.SetRecord(text, new string('3', 64));
            var twice = LockWriter.SetRecord(once, new string('4', 64));
            var read = LockDocument.Parse(twice, out var errors);

            Assert.Empty(errors);
            Assert.Equal(new string('4', 64), read.Record);
            Assert.Equal(LockDocument.Parse(text, out _).Pins.Select(Facts), read.Pins.Select(Facts));
            Assert.Equal(once.Replace(new string('3', 64), new string('4', 64), StringComparison.Ordinal), twice);
            Assert.Equal(Comments(text), Comments(twice));
        });

    [Fact]
    public void Setting_again_changes_nothing() =>
        Gen.Select(AnyLock, AnyPin).Sample((text, pin) =>
        {
            var once = LockWriter.Set(text, pin);
            return LockWriter.Set(once, pin) == once;
        });

    [Fact]
    public void No_comment_is_lost_but_those_inside_of_what_is_removed() =>
        Gen.Select(AnyLock, AnyPin).Where((text, pin) => !RemovesAny(LockDocument.Parse(text, out _).Find(pin.Path), pin))
            .Sample((text, pin) => Comments(LockWriter.Set(text, pin)) == Comments(text));

    private static string Facts(Pin pin) => System.Text.Json.JsonSerializer.Serialize(pin with { Position = TextPosition.Start });

    private static PinDigests? Merge(PinDigests? old, PinDigests? digests) => digests is null || old is null
        ? digests ?? old
        : new PinDigests(digests.Sha512 ?? old.Sha512, digests.Blake3 ?? old.Blake3, digests.Git ?? old.Git);

    // Other bytes do not have what the old ones had, and another signature may come without an identity.
    private static bool RemovesAny(Pin? old, Pin pin) =>
        old is not null && (old.Sha256 != pin.Sha256 || (old.Signature?.Identity is not null && pin.Signature is { Identity: null }));

    private static int Comments(string text) => text.Split("note").Length + text.Split("two\nlines").Length;

    private static string Relayout(string text, string[] layout)
    {
        var result = new System.Text.StringBuilder();
        var (inText, gap) = (false, 0);
        foreach (var character in text)
        {
            inText ^= character == '"';
            if (!inText && char.IsWhiteSpace(character))
            {
                continue;
            }

            result.Append(character);
            if (!inText && character is '{' or '}' or '[' or ']' or ',' or ':')
            {
                result.Append(layout[gap++ % layout.Length]);
            }
        }

        return result.ToString();
    }
}
