using System.Text;
using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PickleRecognitionTests
{
    [Theory]
    [InlineData("(dp0\nS'a'\np1\nI1\ns.")]
    [InlineData("I1\n.")]
    [InlineData("(lp0\n.\n")]
    [InlineData("ccollections\nOrderedDict\np0\n((lp1\ntp2\nRp3\n.")]
    [InlineData("}q\0(X\u0001\0\0\0aq\u0001K\u0001u.")]
    public void Old_pickles_have_no_mark_and_are_known_all_the_same(string pickle)
    {
        var scan = Vetting.Scan(Encoding.Latin1.GetBytes(pickle), "weights");

        Assert.Equal("pickle", scan.Format);
        Vetting.AssertBenign(scan);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("import os\n\ndef main():\n    pass\n")]
    [InlineData("class Net(nn.Module):\n    pass\n")]
    [InlineData("cat\ndog\nfish\n")]
    [InlineData("N.B. this is a note.\n")]
    [InlineData("(defun square (x) (* x x))\n")]
    [InlineData("# A model\n\nIt is good.\n")]
    [InlineData("{\"a\": 1}")]
    [InlineData("[1, 2]")]
    [InlineData("Lorem ipsum dolor sit amet\n")]
    [InlineData("It was a dark and stormy night.\n")]
    [InlineData("SELECT * FROM models;\n")]
    [InlineData("key,value\n1,2\n")]
    [InlineData("PK\u0003\u0004\u0014\0\0\0\0\0")]
    [InlineData("GGUF\u0003\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\u007fELF\u0002\u0001\u0001\0")]
    [InlineData("MZ\u0090\0\u0003\0\0\0")]
    [InlineData("]\0\0\0\u0001\0\0")]
    [InlineData("BZh91AY&SY")]
    [InlineData("chat_template: |\n  {{ config.__class__.__init__.__globals__['os'].system('id') }}\n")]
    public void Other_files_are_not_taken_for_pickles(string content)
    {
        Assert.False(new PickleReader().Recognises(ByteSource.Of(Encoding.Latin1.GetBytes(content)), "notes.txt"));
        Assert.False(new PickleReader().Recognises(ByteSource.Of(Encoding.Latin1.GetBytes(content)), "weights.bin"));
    }

    [Fact]
    public void Random_bytes_are_no_pickle()
    {
        var random = new Random(3);
        for (var number = 0; number < 2000; number++)
        {
            var bytes = new byte[200];
            random.NextBytes(bytes);
            bytes[0] = bytes[0] == 0x80 ? (byte)0 : bytes[0];
            Assert.NotEqual("pickle", Vetting.Scan(bytes, "weights").Format);
        }
    }

    [Fact]
    public void A_long_old_pickle_is_known_by_its_beginning()
    {
        var pickle = "(lp0\n" + string.Concat(Enumerable.Range(1, 20_000).Select(number => $"I{number}\na")) + ".";

        Vetting.AssertBenign(Vetting.Scan(Encoding.Latin1.GetBytes(pickle), "weights"));
    }

    [Fact]
    public void A_long_line_may_fill_more_than_the_window()
    {
        var text = "c_codecs\nencode\n(V" + new string('x', 700_000) + "\nVlatin1\ntR0cos\nsystem\n(S'id'\ntR.";

        Vetting.AssertMalicious(Vetting.Scan(Encoding.Latin1.GetBytes(text), "model.pkl"), "`os.system`");
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Encoding.Latin1.GetBytes(text[..600_000]), "model.pkl").Verdict);
    }
}
