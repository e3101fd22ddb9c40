using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1005: paths of files and folders, and what is written into them.</summary>
public class AIR1005Tests
{
    private static string Method(string body) => $$"""
        using System.IO.Compression;
        class C(IChatClient client, Microsoft.AspNetCore.Mvc.ControllerBase controller)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var text = File.ReadAllText([|response.Text|]);")]
    [InlineData("await File.WriteAllTextAsync([|Path.Combine(\"notes\", response.Text)|], \"\");")]
    [InlineData("File.Delete([|$\"/srv/{response.Text}\"|]);")]
    [InlineData("Directory.Delete([|response.Text|], recursive: true);")]
    [InlineData("File.Move(\"a.txt\", [|response.Text|]);")]
    [InlineData("using var stream = new FileStream([|response.Text|], FileMode.Open);")]
    [InlineData("using var reader = new StreamReader([|response.Text|]);")]
    [InlineData("ZipFile.ExtractToDirectory(\"a.zip\", [|response.Text|]);")]
    [InlineData("var result = Results.File([|response.Text|]);")]
    [InlineData("var result = controller.PhysicalFile([|response.Text|], \"text/plain\");")]
    [InlineData("var document = System.Xml.Linq.XDocument.Load([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_a_path(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1005", Method(body));

    [Theory]
    [InlineData("await File.WriteAllTextAsync(\"notes.txt\", response.Text);")]
    [InlineData("File.AppendAllLines(\"notes.txt\", [response.Text]);")]
    [InlineData("if (File.Exists(response.Text)) { Console.WriteLine(\"there\"); }")]
    [InlineData("Console.WriteLine(Path.Combine(\"notes\", response.Text));")]
    [InlineData("if (int.TryParse(response.Text, out var number)) { var text = File.ReadAllText($\"{number}.txt\"); }")]
    [InlineData("using var writer = new StreamWriter(\"notes.txt\"); writer.WriteLine(response.Text);")]
    public async Task What_is_written_into_a_file_is_no_path(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1005", Method(body));
}
