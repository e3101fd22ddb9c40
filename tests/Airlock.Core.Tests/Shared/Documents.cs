using CsCheck;

namespace Airlock.Core.Tests.Shared;

/// <summary>Texts to throw at a reader: noise, JSON, and JSON that was damaged in one place.</summary>
internal static class Documents
{
    public static readonly Gen<string> Noise = Gen.String[Gen.Char["{}[]\":,\\/*tfn-+.eE0123456789 \n\r\t\"abu\u00e9\ud83d\0"], 0, 60];

    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcXYZ019 _-\u00e9\u4e2d"], 0, 8];

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.Const("null"), Gen.Const("true"), Gen.Const("false"), Gen.Int.Select(number => number.ToString()),
        Gen.Double[-1e6, 1e6].Select(number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Word.Select(Quote));

    public static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => "[" + string.Join(" , ", items) + "]"),
            Gen.Select(Word, inner).Array[0, 4].Select(members =>
                "{\n" + string.Join(",\n", members.DistinctBy(member => member.Item1).Select(member => Quote(member.Item1) + " : " + member.Item2)) + "\n}")));

    /// <summary>A text with one character removed, doubled or replaced.</summary>
    public static Gen<string> Damaged(Gen<string> whole) =>
        Gen.Select(whole, Gen.Int[0, int.MaxValue], Gen.Int[0, 2], Gen.Char["{}[]\":,\\0x \n"]).Select(
            (text, place, how, character) => text.Length == 0 ? text : how switch
            {
                0 => text.Remove(place % text.Length, 1),
                1 => text.Insert(place % text.Length, character.ToString()),
                _ => text.Remove(place % text.Length, 1).Insert(place % text.Length, character.ToString()),
            });

    public static Gen<string> Any(Gen<string> whole) => Gen.OneOf(Noise, whole, Damaged(whole), Damaged(Damaged(whole)));

    public static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
