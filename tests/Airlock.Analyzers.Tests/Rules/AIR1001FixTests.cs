using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1001: which argument texts become lists, and which are left to a person.</summary>
public class AIR1001FixTests
{
    private static string Method(string body) => $$"""
        class C(IChatClient client)
        {
            const string Git = "/usr/bin/git";
            async Task M(ChatResponse response, string branch, string program, int count)
            {
                {{body}}
                await Task.Yield();
            }
        }
        """;

    [Theory]
    [InlineData("Process.Start(\"git\", [|$\"log {response.Text}\"|]);", "Process.Start(\"git\", [\"log\", response.Text]);")]
    [InlineData("Process.Start(Git, [|\"checkout \" + branch|]);", "Process.Start(Git, [\"checkout\", branch]);")]
    [InlineData("Process.Start(\"git\", [|$\"log --author={branch} -n {count}  --oneline\"|]);", "Process.Start(\"git\", [\"log\", $\"--author={branch}\", \"-n\", $\"{count}\", \"--oneline\"]);")]
    [InlineData("Process.Start(\"git\", [|$\"commit -m \\\"{response.Text}\\\" \\\"two words\\\"\"|]);", "Process.Start(\"git\", [\"commit\", \"-m\", response.Text, \"two words\"]);")]
    [InlineData("Process.Start(\"git\", [|$\"commit -m \\\"Fix: {branch} (bot)\\\"\"|]);", "Process.Start(\"git\", [\"commit\", \"-m\", $\"Fix: {branch} (bot)\"]);")]
    [InlineData("Process.Start(\"git\", [|$@\"-C C:\\work log {branch}\"|]);", "Process.Start(\"git\", [\"-C\", \"C:\\\\work\", \"log\", branch]);")]
    [InlineData("var info = new ProcessStartInfo(\"git\", [|$\"log {branch}\"|]) { RedirectStandardOutput = true };", "var info = new ProcessStartInfo(\"git\", [\"log\", branch]) { RedirectStandardOutput = true };")]
    [InlineData("var info = new ProcessStartInfo { FileName = \"git\", Arguments = [|$\"log {branch}\"|], UseShellExecute = false };", "var info = new ProcessStartInfo { FileName = \"git\", ArgumentList = { \"log\", branch }, UseShellExecute = false };")]
    [InlineData("ProcessStartInfo info = new(\"git\") { Arguments = [|$\"log {(count > 1 ? branch : program)}\"|] };", "ProcessStartInfo info = new(\"git\") { ArgumentList = { \"log\", count > 1 ? branch : program } };")]
    public Task Arguments_become_a_list(string before, string after) => FixTest<AIR1001ArgumentListFix>.VerifyAsync("AIR1001", Method(before), Method(after));

    [Theory]
    [InlineData("Process.Start([|program|], \"log\");")]
    [InlineData("Process.Start(\"git\", [|branch|]);")]
    [InlineData("Process.Start(\"git\", [|$\"{branch} {count}\"|]);")]
    [InlineData("Process.Start(program, [|$\"log {branch}\"|]);")]
    [InlineData("Process.Start(\"/bin/sh\", [|$\"-c {branch}\"|]);")]
    [InlineData("Process.Start(\"cmd.exe\", [|$\"/c dir {branch}\"|]);")]
    [InlineData("Process.Start(\"git\", [|$\"log --author=\\\"{branch}\\\"\"|]);")]
    [InlineData("Process.Start(\"git\", [|$\"log \\\"{branch}\\\"{count}\"|]);")]
    [InlineData("Process.Start(\"git\", [|$\"log \\\"{branch}\"|]);")]
    [InlineData("Process.Start(\"git\", [|$\"-C \\\"C:\\\\work\\\" log {branch}\"|]);")]
    [InlineData("Process.Start(\"git\", [|$\"log {branch,20}\"|]);")]
    [InlineData("Process.Start(\"git\", arguments: [|$\"log {branch}\"|]);")]
    [InlineData("var info = new ProcessStartInfo { FileName = program, Arguments = [|$\"log {branch}\"|] };")]
    [InlineData("var info = new ProcessStartInfo { Arguments = [|$\"log {branch}\"|] };")]
    [InlineData("var info = new ProcessStartInfo(\"git\"); info.Arguments = [|$\"log {branch}\"|];")]
    public Task What_is_not_clear_is_left_alone(string body) => FixTest<AIR1001ArgumentListFix>.VerifyNoneAsync("AIR1001", Method(body));

    [Fact]
    public Task The_finding_of_the_analyzer_is_fixed() => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyFixAsync<AIR1001ArgumentListFix>(
        "AIR1001",
        Method("var answer = await client.GetResponseAsync(branch);\n        Process.Start(\"git\", $\"log {answer.Text}\");"),
        Method("var answer = await client.GetResponseAsync(branch);\n        Process.Start(\"git\", [\"log\", answer.Text]);"));
}
