using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR3101FixTests
{
    private const string Id = "AIR3101";

    [Theory]
    [InlineData("""[|"http://gpu:11434"|]""", "\"https://gpu:11434\"")]
    [InlineData("""[|"HTTP://gpu:11434"|]""", "\"HTTPS://gpu:11434\"")]
    [InlineData("""[|@"http://gpu:11434"|]""", "@\"https://gpu:11434\"")]
    [InlineData("""[|$"http://gpu:{args.Length}"|]""", "$\"https://gpu:{args.Length}\"")]
    [InlineData("""[|"ws://gpu:11434"|]""", "\"wss://gpu:11434\"")]
    [InlineData("""new UriBuilder([|"http"|], "gpu").ToString()""", "new UriBuilder(\"https\", \"gpu\").ToString()")]
    [InlineData("[|\"\"\"http://gpu:11434\"\"\"|]", "\"\"\"https://gpu:11434\"\"\"")]
    public Task The_scheme_is_the_encrypted_one(string before, string after) =>
        FixTest<AIR3101HttpsFix>.VerifyAsync(Id, $"Console.WriteLine({before});", $"Console.WriteLine({after});");

    [Theory]
    [InlineData("""[|"qdrant"|]""")]
    [InlineData("""[|"wsserver"|]""")]
    public Task A_host_alone_is_left(string source) => FixTest<AIR3101HttpsFix>.VerifyNoneAsync(Id, $"Console.WriteLine({source});");
}
