using Airlock.Core.Licences;
using Airlock.Core.Tests.Shared;
using CsCheck;

namespace Airlock.Core.Tests.Licences;

public class ModelCardTests
{
    [Theory]
    [InlineData("---\nlicense: mit\n---\n# Model", "mit")]
    [InlineData("\uFEFF---\r\nlanguage: en\r\nlicense: \"apache-2.0\"\r\n---\r\n", "apache-2.0")]
    [InlineData("---\nlanguage:\n- en\n- license\ntags: [a, b]\nlicense: MIT OR Apache-2.0\n---\n", "(MIT OR Apache-2.0)")]
    [InlineData("---\nlicense:\n- mit\n- apache-2.0\n---\n", "mit AND apache-2.0")]
    [InlineData("---\nlicense: other\nlicense_name: own-licence\nlicense_link: LICENSE\n---\n", "own-licence")]
    [InlineData("---\nlicense: openrail++\n---\n", "LicenseRef-openrail--")]
    [InlineData("---\nlicense: other\n---\n", null)]
    [InlineData("---\nlicense: unknown\n---\n", null)]
    [InlineData("---\nlicense:\n---\n", null)]
    [InlineData("---\nmodel-index:\n- license: mit\n  results:\n  - license: mit\n---\n", null)]
    [InlineData("---\nlicense: &a mit\nother: *a\n---\n", "mit")]
    [InlineData("---\nlicense: mit\n", null)]
    [InlineData("---\nlicense: [mit\n---\n", null)]
    [InlineData("# Model\nlicense: mit\n", null)]
    [InlineData("", null)]
    public void Licence_is_that_of_the_block_at_the_start(string text, string? expected) => Assert.Equal(expected, ModelCard.Licence(text));

    [Fact]
    public void Card_beside_the_file_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/README.md", "---\nlicense: mit\n---\n");

        Assert.Equal("mit", ModelCard.LicenceOf(folder.Write("models/a.onnx", "a"), source: null));
        Assert.Null(ModelCard.LicenceOf(folder.Write("other/a.onnx", "a"), source: null));
        Assert.Null(ModelCard.LicenceOf(folder.Write("other/a.onnx", "a"), "hf://org/name@0123456789abcdef0123456789abcdef01234567/a.onnx"));
    }

    [Fact]
    public void Any_text_is_read_without_failing() =>
        Documents.Any(Documents.Json).Sample(text =>
        {
            var licence = ModelCard.Licence($"---\nlicense: {text}\n---\n");
            Assert.True(licence is null || LicenceExpression.Parse(licence, out _) is not null, licence);
        }, iter: 20_000);
}
