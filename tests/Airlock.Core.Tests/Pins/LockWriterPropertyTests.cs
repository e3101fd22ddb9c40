using Airlock.Core.Pins;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using CsCheck;

namespace Airlock.Core.Tests.Pins;

/// <summary>What holds for every lock file in every layout.</summary>
public class LockWriterPropertyTests
{
    private static readonly Gen<Pin> AnyPin = Gen.Select(
        Gen.Bool,
        Gen.Int[0, 5],
        Gen.OneOf('0', '7', 'a', 'f'),
        Gen.Long[0, 1L << 40].Select(size => size % 2 == 0 ? (long?)size : null),
        Gen.OneOf<string?>(null, "MIT", "Apache-2.0 OR MIT"),
        (isModel, name, digit, size, licence) => new Pin(
            isModel ? PinKind.Model : PinKind.Dataset,
            (isModel ? "models/" : "data/") + name,
            new string(digit, 64),
            size,
            isModel ? "onnx" : null,
            licence,
            null,
            TextPosition.Start));

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

            var set = after.Find(pin.Path);
            var others = after.Pins.Where(p => p.Path != pin.Path).Select(Facts);
            return errors.Count == 0
                && set is not null
                && set.Kind == pin.Kind
                && set.Sha256 == pin.Sha256
                && set.Size == (pin.Size ?? before.Find(pin.Path)?.Size)
                && set.Licence == (pin.Licence ?? before.Find(pin.Path)?.Licence)
                && others.SequenceEqual(before.Pins.Where(p => p.Path != pin.Path).Select(Facts));
        });

    [Fact]
    public void Setting_again_changes_nothing() =>
        Gen.Select(AnyLock, AnyPin).Sample((text, pin) =>
        {
            var once = LockWriter.Set(text, pin);
            return LockWriter.Set(once, pin) == once;
        });

    [Fact]
    public void No_comment_is_lost() =>
        Gen.Select(AnyLock, AnyPin).Sample((text, pin) => Comments(LockWriter.Set(text, pin)) == Comments(text));

    private static (PinKind, string, string, long?, string?, string?) Facts(Pin pin) =>
        (pin.Kind, pin.Path, pin.Sha256, pin.Size, pin.Format, pin.Licence);

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
