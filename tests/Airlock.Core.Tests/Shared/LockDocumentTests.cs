using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using CsCheck;

namespace Airlock.Core.Tests.Shared;

public sealed class LockDocumentTests
{
    private static readonly Gen<string> Path = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ019_-. "], 1, 8].Where(name => name is not ("." or "..")).Array[1, 3].Select(parts => string.Join('/', parts)),
        Gen.Const("hf://org/name@0123456789abcdef0123456789abcdef01234567/model.onnx"),
        Gen.Const("https://models.example.com/a.gguf"));

    private static readonly Gen<Pin> Pins = Gen.Select(
        Gen.Enum<PinKind>(), Path, Gen.Byte.Array[32], Gen.Long[0, long.MaxValue].Nullable(), Gen.OneOf<string?>(null, "onnx", "gguf"),
        (kind, path, digest, size, format) => new Pin(
            kind, path, Convert.ToHexStringLower(digest), size, format, null, null, TextPosition.Start));

    private static readonly Gen<string> Lock = Pins.Array[0, 4].Select(Write);

    [Fact]
    public void Any_text_gives_errors_inside_the_text() =>
        Documents.Any(Lock).Sample(text =>
        {
            var document = LockDocument.Parse(text, out var errors);
            Assert.NotNull(document);
            Assert.All(errors, error => JsonTextTests.AssertInside(error.Position, text));
            Assert.All(document.Pins, pin => JsonTextTests.AssertInside(pin.Position, text));
        });

    [Fact]
    public void What_was_written_is_read() =>
        Pins.Array[0, 6].Select(pins => pins.Select(pin => pin with { Accepts = [], Approvals = [], Earlier = [] }).DistinctBy(pin => pin.Path).OrderBy(pin => pin.Kind).ToArray()).Sample(pins =>
        {
            var document = LockDocument.Parse(Write(pins), out var errors);
            Assert.Empty(errors);
            Assert.Equal(pins, document.Pins.Select(pin => pin with { Position = TextPosition.Start, Accepts = [], Approvals = [], Earlier = [] }));
            Assert.All(pins, pin => Assert.Equal(pin.Path, document.Find(pin.Path)?.Path));
        });

    [Fact]
    public void Files_that_differ_in_letter_case_alone_are_refused()
    {
        static string Entry(string path) => $$"""{ "path": "{{path}}", "sha256": "{{new string('a', 64)}}" }""";

        LockDocument.Parse($$"""{ "version": 1, "models": [ {{Entry("a/B.onnx")}} ], "datasets": [ {{Entry("A/b.onnx")}} ] }""", out var errors);
        Assert.Contains("differ in letter case alone", Assert.Single(errors).Message, StringComparison.Ordinal);

        LockDocument.Parse($$"""{ "version": 1, "models": [ {{Entry("https://example.com/a")}}, {{Entry("https://example.com/A")}} ] }""", out errors);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("../card.md")]
    [InlineData("/card.md")]
    [InlineData("a\\\\card.md")]
    [InlineData("https://example.com/card.md")]
    [InlineData("")]
    public void A_card_must_lie_below_the_lock(string card)
    {
        var document = LockDocument.Parse($$"""{ "version": 1, "models": [ { "path": "a", "sha256": "{{new string('a', 64)}}", "card": "{{card}}" } ] }""", out var errors);

        Assert.Empty(document.Pins);
        Assert.Contains("\"card\" must be a path relative to the lock file", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models/intent.onnx", "intent.onnx", true)]
    [InlineData("models/intent.onnx", "./models/intent.onnx", true)]
    [InlineData("models/intent.onnx", "models\\intent.onnx", true)]
    [InlineData("intent.onnx", "models/intent.onnx", true)]
    [InlineData("models/intent.onnx", "tent.onnx", false)]
    [InlineData("models/intent.onnx", "other/intent.onnx", false)]
    [InlineData("models/intent.onnx", "", false)]
    public void A_path_in_code_means_a_pin_that_ends_alike(string pinned, string written, bool expected)
    {
        var pin = new Pin(PinKind.Model, pinned, new string('0', 64), null, null, null, null, TextPosition.Start);
        Assert.Equal(expected, LockDocument.Parse(Write([pin]), out _).FindByCodePath(written) is not null);
    }

    private const string Whole = """
        {
          "version": 1,
          "record": "4444444444444444444444444444444444444444444444444444444444444444",
          "models": [
            {
              "path": "models/a.onnx",
              "sha256": "1111111111111111111111111111111111111111111111111111111111111111",
              "digests": { "git": "2222222222222222222222222222222222222222" },
              "signature": { "bundle": "models/a.sig", "identity": "key:33" },
              "accepts": ["mylib.Net", "onnx:com.example.Op"],
              "approvals": [
                { "environment": "staging", "sha256": "1111111111111111111111111111111111111111111111111111111111111111", "by": "Ann <ann@example.com>", "at": "2026-11-23T10:00:00Z", "reason": "tested" }
              ],
              "earlier": [
                { "sha256": "0000000000000000000000000000000000000000000000000000000000000000", "size": 1, "licence": "MIT" }
              ]
            }
          ]
        }
        """;

    [Fact]
    public void Everything_that_a_pin_can_say_is_read()
    {
        var document = LockDocument.Parse(Whole, out var errors);

        Assert.Empty(errors);
        Assert.Equal(new string('4', 64), document.Record);
        var pin = Assert.Single(document.Pins);
        Assert.Equal(new PinDigests(null, null, new string('2', 40)), pin.Digests);
        Assert.Equal(new PinSignature("models/a.sig", "key:33"), pin.Signature);
        Assert.Equal(["mylib.Net", "onnx:com.example.Op"], pin.Accepts);
        Assert.Equal(
            new Approval("staging", new string('1', 64), "Ann <ann@example.com>", new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc), "tested"),
            Assert.Single(pin.Approvals));
        Assert.Equal(new EarlierPin(new string('0', 64), 1, null, null, "MIT"), Assert.Single(pin.Earlier));
    }

    [Theory]
    [InlineData("\"record\": \"4", "\"record\": \"x", "\"x4", "\"record\" must be 64 lower-case hex digits")]
    [InlineData("\"git\": \"2", "\"git\": \"", "\"22", "\"git\" must be 40 lower-case hex digits")]
    [InlineData("\"git\"", "\"md5\"", "\"md5", "\"md5\" is not known")]
    [InlineData("models/a.sig", "../a.sig", "\"../a.sig", "\"bundle\" must be a path relative")]
    [InlineData("key:33", " ", "\" \"", "\"identity\" must not be empty")]
    [InlineData("onnx:com.example.Op", "mylib.Net", "\"mylib.Net\"]", "\"mylib.Net\" is accepted twice")]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-23 10:00", "\"2026-11-23 10:00\"", "\"at\" must be a time as 2026-11-23T10:00:00Z")]
    [InlineData(", \"reason\": \"tested\"", "", "{ \"environment\"", "needs \"reason\"")]
    [InlineData("\"by\": \"Ann <ann@example.com>\"", "\"by\": \"\"", "\"\", \"at\"", "\"by\" must not be empty")]
    [InlineData("\"size\": 1", "\"size\": -1", "-1", "\"size\" must be a whole number")]
    [InlineData("\"licence\": \"MIT\" }", "\"reason\": \"MIT\" }", "\"reason\": \"MIT", "\"reason\" is not known")]
    public void What_is_wrong_has_its_place(string right, string wrong, string place, string problem)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var text = Whole.Replace(right, wrong, StringComparison.Ordinal);
        LockDocument.Parse(text, out var errors);

        Assert.Contains(problem, errors[0].Message, StringComparison.Ordinal);
        Assert.StartsWith(place, text[errors[0].Position.Offset..], StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_in_any_part_gives_errors_inside_the_text() =>
        Documents.Damaged(Gen.Const(Whole)).Sample(text =>
        {
            LockDocument.Parse(text, out var errors);
            Assert.All(errors, error => JsonTextTests.AssertInside(error.Position, text));
        });

    private static string Write(Pin[] pins)
    {
        string List(PinKind kind) => string.Join(",\n", pins.Where(pin => pin.Kind == kind).Select(pin =>
            $$"""    { "path": {{Documents.Quote(pin.Path)}}, "sha256": "{{pin.Sha256}}"{{Optional("size", pin.Size?.ToString())}}{{Optional("format", pin.Format is null ? null : Documents.Quote(pin.Format))}} }"""));
        string Optional(string name, string? value) => value is null ? "" : $", \"{name}\": {value}";
        return $$"""
            {
              "version": 1,
              "models": [
            {{List(PinKind.Model)}}
              ],
              "datasets": [
            {{List(PinKind.Dataset)}}
              ]
            }
            """;
    }
}
