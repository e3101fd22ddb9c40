using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PickleGlobalsTests
{
    public static IEnumerable<TheoryDataRow<string, string, string, string>> Rows =>
        Read("pickle-globals.tsv").Select(cells => new TheoryDataRow<string, string, string, string>(cells[0], cells[1], cells[2], cells[3]));

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Renames =>
        Read("pickle-renames.tsv").Select(cells => new TheoryDataRow<string, string, string, string>(cells[0], cells[1], cells[2], cells[3]));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_decides_about_a_pickle_that_imports_it(string module, string name, string verdict, string effect)
    {
        Assert.Equal(verdict == "dangerous", effect != "-");
        Assert.True(verdict == "dangerous" || (module != "*" && !name.Contains('*', StringComparison.Ordinal)), "only what is dangerous goes by patterns");
        var imported = (Module: module == "*" ? "example" : module, Name: name == "*" ? "anything" : name.Replace(".*", ".anything", StringComparison.Ordinal));

        var scan = Vetting.Scan(new PickleWriter().StackGlobal(imported.Module, imported.Name).Stop());

        Assert.Equal(verdict switch { "dangerous" => ModelVerdict.Malicious, "unknown" => ModelVerdict.Suspicious, _ => ModelVerdict.CodeBearing }, scan.Verdict);
        if (name == "*")
        {
            Assert.Equal(PickleGlobalKind.Dangerous, PickleGlobals.Judge(module + ".submodule", "anything").Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Renames))]
    public void Names_of_Python_2_are_those_of_Python_3(string module, string name, string newModule, string newName)
    {
        var imported = name == "*" ? "anything" : name;

        var (renamedModule, renamedName) = PickleGlobals.Rename(module, imported);

        Assert.Equal((newModule, newName == "*" ? "anything" : newName), (renamedModule, renamedName));
    }

    [Theory]
    [InlineData("mylib", "Net")]
    [InlineData("mylib", "Outer.Inner")]
    [InlineData("osmosis", "System")]
    [InlineData("torch", "nothing")]
    public void What_is_on_no_list_is_suspicious_by_its_name(string module, string name)
    {
        var scan = Vetting.Scan(new PickleWriter().StackGlobal(module, name).Stop());

        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
        Assert.Equal($"{module}.{name}", scan.Findings[^1].Subject);
    }

    [Theory]
    [InlineData("random", "_os.system")]
    [InlineData("random", "_os")]
    [InlineData("torch.library", "torch.utils.collect_env.run")]
    [InlineData("torch.nn", "Module.__init__.__globals__")]
    [InlineData("pathlib", "Path.write_text")]
    [InlineData("multiprocessing.util", "spawnv_passfds")]
    [InlineData("asyncio.unix_events", "_UnixSubprocessTransport._start")]
    [InlineData("collections", "OrderedDict.__class__.__subclasses__")]
    [InlineData("mylib", "helpers.tempfile.mktemp")]
    public void What_an_attribute_leads_to_counts(string module, string name) =>
        Assert.Equal(PickleGlobalKind.Dangerous, PickleGlobals.Judge(module, name).Kind);

    [Theory]
    [InlineData("uuid", "UUID")]
    [InlineData("logging", "getLogger")]
    [InlineData("torch.jit._pickle", "build_intlist")]
    [InlineData("__torch__.model", "Net")]
    public void Exact_safe_names_go_before_dangerous_modules(string module, string name) =>
        Assert.Equal(PickleGlobalKind.Safe, PickleGlobals.Judge(module, name).Kind);

    private static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(PickleGlobals).Assembly.GetManifestResourceStream("Airlock.Core." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t')).ToArray();
    }
}
