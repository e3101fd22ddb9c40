using System.Text;

namespace Airlock.EndToEnd.Tests;

/// <summary>Broken files give one clear message with code and place, and nothing that exists is lost.</summary>
public sealed class BadInputTests(PackedGate gate)
{
    private TestProject Project() => new TestProject(gate, "bad").Write("Agent.cs", "public sealed class Agent;");

    [Theory]
    [InlineData("", "airlock.json(1,1): error AIR9001: The policy is invalid: the file is empty")]
    [InlineData("{ \"profile\": ", "airlock.json(1,14): error AIR9001: The policy is invalid: the file ends")]
    [InlineData("profile = strict", "airlock.json(1,1): error AIR9001")]
    [InlineData("{\n  \"profile\": 7 }", "airlock.json(2,14): error AIR9001: The policy is invalid: \"profile\" must be a string, not a number")]
    [InlineData("{\n  \"profil\": \"strict\" }", "airlock.json(2,3): error AIR9001: The policy is invalid: \"profil\" is not known")]
    [InlineData("{ \"libraries\": { \"deny\": [ \"A@[1\" ] } }", "airlock.json(1,28): error AIR9001")]
    public async Task Policy(string content, string message)
    {
        var result = (await Project().Write("airlock.json", content).Build()).ShouldFail().ShouldPrint(message);

        Assert.Equal(1, result.PrintCount("AIR9001"));
    }

    [Theory]
    [InlineData("", "airlock.lock.json(1,1): error AIR9002: The lock file is invalid: the file is empty")]
    [InlineData("{ \"version\": 2 }", "airlock.lock.json(1,14): error AIR9002")]
    [InlineData("{ \"version\": 1, \"models\": [ { \"path\": \"../a\", \"sha256\": \"00\" } ] }", "airlock.lock.json(1,")]
    public async Task Lock(string content, string message)
    {
        (await Project().Write("airlock.lock.json", content).Build()).ShouldFail().ShouldPrint(message).ShouldPrint("AIR9002");
    }

    [Fact]
    public async Task Catalog()
    {
        var project = Project().Write("airlock.catalog.tsv", "table\tid\tkind\tdetail\nsinks\tM:Agent.Run\tshell\n");

        var result = (await project.Build()).ShouldFail().ShouldPrint("airlock.catalog.tsv(2,19): error AIR9001: The catalog is invalid: there is no kind \"shell\" in sinks");

        Assert.Equal(1, result.PrintCount("AIR9001"));
        project.Write("airlock.catalog.tsv", "table\tid\tkind\tdetail\n");
        (await project.Build("--no-restore")).ShouldPass().ShouldNotPrint("AIR9001");
    }

    [Theory]
    [InlineData("airlock.json", "AIR9001: The policy is a directory")]
    [InlineData("airlock.lock.json", "AIR9002: The lock file is a directory")]
    public async Task Directory_where_a_file_should_be(string name, string message)
    {
        var project = Project();
        Directory.CreateDirectory(Path.Combine(project.Folder, name));

        (await project.Build()).ShouldFail().ShouldPrint(message);
    }

    [Fact]
    public async Task Named_policy_that_does_not_exist()
    {
        (await Project().Build("-p:AirlockPolicyFile=nowhere.json")).ShouldFail().ShouldPrint("AIR9001: The policy does not exist");
    }

    [Fact]
    public async Task Policy_of_100_megabytes_is_refused_unread()
    {
        var project = Project();
        using (var file = new FileStream(Path.Combine(project.Folder, "airlock.json"), FileMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes("{ \"rules\": \""));
            file.SetLength(100_000_000);
        }

        (await project.Build()).ShouldFail().ShouldPrint("AIR9001: The policy is too large: 100,000,000 bytes");
    }

    [Fact]
    public async Task Policy_that_is_not_text()
    {
        var project = Project();
        File.WriteAllBytes(Path.Combine(project.Folder, "airlock.json"), [0x7b, 0x80, 0x81, 0x7d]);

        (await project.Build()).ShouldFail().ShouldPrint("AIR9001: The policy is not UTF-8 text");
    }

    [Fact]
    public async Task Evidence_folder_that_can_not_be_written()
    {
        var project = Project().Write("bin/Debug/net10.0/airlock", "a file where the folder should be");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004: Airlock can't write its evidence");
    }
}
