using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1005: which paths keep the file name only, and which are left to a person.</summary>
public class AIR1005FixTests
{
    private static string Method(string body) => $$"""
        class C(string notes, IHostEnvironment environment)
        {
            static readonly string Root = Path.GetFullPath("data");
            void M(ChatResponse response, string folder, string text)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("File.WriteAllText([|Path.Combine(notes, response.Text)|], text);", "File.WriteAllText(Path.Combine(notes, Path.GetFileName(response.Text)), text);")]
    [InlineData("File.Delete([|Path.Join(Root, \"old\", text + \".txt\")|]);", "File.Delete(Path.Join(Root, \"old\", Path.GetFileName(text + \".txt\")));")]
    [InlineData("var path = Path.Combine(environment.ContentRootPath, $\"{response.Text}.md\"); var all = File.ReadAllText([|path|]);", "var path = Path.Combine(environment.ContentRootPath, Path.GetFileName($\"{response.Text}.md\")); var all = File.ReadAllText(path);")]
    [InlineData("var all = System.IO.File.ReadAllText([|System.IO.Path.Combine(System.IO.Path.GetTempPath(), response.Text)|]);", "var all = System.IO.File.ReadAllText(System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetFileName(response.Text)));")]
    public Task A_file_in_a_folder_keeps_its_name_only(string before, string after) => FixTest<AIR1005FileNameFix>.VerifyAsync("AIR1005", Method(before), Method(after));

    [Theory]
    [InlineData("File.Delete([|response.Text|]);")]
    [InlineData("File.Delete([|Root + \"/\" + response.Text|]);")]
    [InlineData("File.Delete([|Path.Combine(folder, text)|]);")]
    [InlineData("File.Delete([|Path.Combine(Root, response.Text, \"note.txt\")|]);")]
    [InlineData("File.Delete([|Path.Combine(Root, response.Text, text)|]);")]
    [InlineData("File.Delete([|Path.Combine(Root, $\"drafts/{text}\")|]);")]
    [InlineData("File.Delete([|Path.Combine(Root, Path.Combine(text, \"x\"))|]);")]
    [InlineData("File.Delete([|Path.Combine(Root, Path.GetFileName(text))|]);")]
    [InlineData("var path = Path.Combine(Root, text); Console.WriteLine(path); File.Delete([|path|]);")]
    public Task Another_path_is_left_alone(string body) => FixTest<AIR1005FileNameFix>.VerifyNoneAsync("AIR1005", Method(body));

    [Fact]
    public Task The_finding_of_the_analyzer_is_fixed() => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyFixAsync<AIR1005FileNameFix>(
        "AIR1005",
        """
        class C(IChatClient client, string notes)
        {
            async Task<object?> M(string text)
            {
                var answer = await client.GetResponseAsync(text);
                File.WriteAllText(Path.Combine(notes, answer.Text), text);
                return null;
            }
        }
        """,
        """
        class C(IChatClient client, string notes)
        {
            async Task<object?> M(string text)
            {
                var answer = await client.GetResponseAsync(text);
                File.WriteAllText(Path.Combine(notes, Path.GetFileName(answer.Text)), text);
                return null;
            }
        }
        """);
}
