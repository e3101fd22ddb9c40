using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class JoblibArrayTests
{
    [Theory]
    [InlineData("f8", 3, 24)]
    [InlineData("<U5", 2, 40)]
    [InlineData("i4", 0, 0)]
    [InlineData("V12", 2, 24)]
    public void Raw_arrays_are_stepped_over(string type, int count, int size) =>
        Vetting.AssertBenign(Vetting.Scan(Joblib(type, count, [.. new byte[5].Prepend((byte)5), .. new byte[size]]), "model.joblib"));

    [Fact]
    public void What_follows_an_array_is_read()
    {
        var file = Joblib("f8", 2, [0, .. new byte[16]], writer => writer.Op('0').StackGlobal("os", "system").CallWith("id"));

        Vetting.AssertMalicious(Vetting.Scan(file, "model.joblib"), "`os.system`");
    }

    [Fact]
    public void Arrays_of_objects_are_a_pickle()
    {
        byte[] Inner(string module, string name) => new PickleWriter().StackGlobal(module, name).CallWith("x").Stop();

        Vetting.AssertBenign(Vetting.Scan(Joblib("O8", 1, Inner("collections", "OrderedDict"), flags: 63), "model.joblib"));
        Vetting.AssertMalicious(Vetting.Scan(Joblib("O8", 1, Inner("os", "system"), flags: 63), "model.joblib"), "`os.system`");
    }

    [Fact]
    public void Opcodes_in_the_place_of_an_array_count_as_pickle_load_would_run_them()
    {
        // joblib would step over these bytes, and pickle.load would not.
        byte[] array = [.. "0cos\nsystem\n("u8, .. new byte[11]];

        Vetting.AssertMalicious(Vetting.Scan(Joblib("f8", 2, array), "model.joblib"), "`os.system`");
    }

    [Fact]
    public void An_array_that_does_not_fit_is_not_fully_read()
    {
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Joblib("f8", 200, [0, .. new byte[16]])).Verdict);
        Assert.Equal(ModelVerdict.NotFullyRead, Vetting.Scan(Joblib("zz", 2, [0, .. new byte[16]])).Verdict);
    }

    [Fact]
    public void An_array_in_a_file_beside_is_suspicious()
    {
        var scan = Vetting.Scan(new PickleWriter(2).Global("joblib.numpy_pickle", "NDArrayWrapper").Op(')').Op(0x81).Op('}').Op('b').Stop());

        Assert.Equal("joblib.numpy_pickle.NDArrayWrapper", scan.Findings[^1].Subject);
    }

    private static byte[] Joblib(string type, int count, byte[] array, Action<PickleWriter>? then = null, int flags = 0)
    {
        var writer = new PickleWriter(4)
            .StackGlobal("joblib.numpy_pickle", "NumpyArrayWrapper").Op(0x94).Op(')').Op(0x81).Op(0x94).Op('}').Op(0x94).Op('(')
            .Text("subclass").StackGlobal("numpy", "ndarray").Text("shape").Int(count).Op(0x85).Text("order").Text("C")
            .Text("dtype").StackGlobal("numpy", "dtype").Text(type).Op(0x89).Op(0x88).Op(0x87).Op('R').Op(0x94)
            .Op('(').Int(3).Text("<").Op('N').Op('N').Op('N').Int(-1).Int(-1).Int(flags).Op('t').Op('b')
            .Text("allow_mmap").Op(0x88).Text("numpy_array_alignment_bytes").Int(16).Op('u').Op('b').Op(array);
        then?.Invoke(writer);
        return writer.Stop();
    }
}
