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
        Pins.Array[0, 6].Select(pins => pins.DistinctBy(pin => pin.Path).OrderBy(pin => pin.Kind).ToArray()).Sample(pins =>
        {
            var document = LockDocument.Parse(Write(pins), out var errors);
            Assert.Empty(errors);
            Assert.Equal(pins, document.Pins.Select(pin => pin with { Position = TextPosition.Start }));
            Assert.All(pins, pin => Assert.Equal(pin.Path, document.Find(pin.Path)?.Path));
        });

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
