using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1001: the shapes in which text travels, and the checks that end a flow.</summary>
public class AIR1001Tests
{
    /// <summary>Statements of a method in which <c>response</c> is a model's answer.</summary>
    private static string Method(string body) => $$"""
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        record Command(string Name, int Count) { public string? Note { get; init; } }
        enum Tool { Git, List }
        partial class C(IChatClient client)
        {
            static readonly string[] Allowed = ["git", "ls"];
            static readonly HashSet<string> AllowedSet = new(StringComparer.OrdinalIgnoreCase) { "git", "ls" };
            static readonly FrozenSet<string> AllowedFrozen = new[] { "git", "ls" }.ToFrozenSet();
            static readonly ImmutableArray<string> AllowedImmutable = ImmutableArray.Create("git", "ls");
            static readonly Dictionary<string, string> Programs = new() { ["list"] = "ls", ["status"] = "git" };
            static readonly Regex Word = new("^[a-z0-9_]+$");
            static readonly Regex Anything = new("^.*$");
            [GeneratedRegex(@"\A\w{1,20}\z")] private static partial Regex Narrow();
            private string _last = "";
            private string? Last { get; set; }
            async Task M(string input, CancellationToken token)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
            static void Use(object value) { }
            static string Echo(string text) => text;
        }
        // The part that the generator of regular expressions would write.
        partial class C { private static partial Regex Narrow() => new(@"\A\w{1,20}\z"); }
        """;

    [Theory]
    // The sinks.
    [InlineData("Process.Start([|response.Text|]);")]
    [InlineData("Process.Start(\"git\", [|response.Text|]);")]
    [InlineData("Process.Start([|response.Text|], \"-x\");")]
    [InlineData("new Process { StartInfo = new ProcessStartInfo([|response.Text|]) }.Start();")]
    [InlineData("var info = new ProcessStartInfo(); info.FileName = [|response.Text|];")]
    [InlineData("var info = new ProcessStartInfo { FileName = \"git\", Arguments = [|response.Text|] };")]
    [InlineData("var process = new Process(); process.StartInfo.Arguments += [|response.Text|];")]
    [InlineData("var info = new ProcessStartInfo(\"bash\"); info.ArgumentList.Add(\"-c\"); info.ArgumentList.Add([|response.Text|]);")]
    [InlineData("var info = new ProcessStartInfo(\"/bin/sh\") { ArgumentList = { \"-c\", [|response.Text|] } };")]
    [InlineData("Process.Start(\"cmd.exe\", [|new[] { \"/c\", response.Text }|]);")]
    [InlineData("var shell = OperatingSystem.IsWindows() ? \"cmd.exe\" : \"/bin/bash\"; Process.Start(shell, [|(string[])[\"-c\", response.Text]|]);")]
    // The sources.
    [InlineData("Process.Start([|response.ToString()|]);")]
    [InlineData("Process.Start([|$\"{response}\"|]);")]
    [InlineData("Process.Start([|\"x\" + response|]);")]
    [InlineData("Process.Start([|client.GetResponseAsync(input).Result.Text|]);")]
    [InlineData("Process.Start([|client.GetResponseAsync(input).GetAwaiter().GetResult().Text|]);")]
    [InlineData("Process.Start([|(await client.GetResponseAsync(input).ConfigureAwait(false)).Text|]);")]
    [InlineData("await foreach (var update in client.GetStreamingResponseAsync(input)) { Process.Start([|update.Text|]); }")]
    [InlineData("Process.Start([|response.Messages[0].Text|]);")]
    [InlineData("Process.Start([|response.Messages.Last().Text|]);")]
    [InlineData("foreach (var message in response.Messages) foreach (var content in message.Contents) if (content is TextContent part) Process.Start([|part.Text|]);")]
    [InlineData("foreach (var call in response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()) Process.Start([|call.Arguments![\"command\"]!.ToString()|]!);")]
    [InlineData("var typed = await client.GetResponseAsync<Command>(input); Process.Start([|typed.Result.Name|]);")]
    [InlineData("var typed = await client.GetResponseAsync<Command>(input); if (typed.TryGetResult(out var command)) Process.Start([|command.Name|]);")]
    // Text.
    [InlineData("var text = response.Text; Process.Start([|text|]);")]
    [InlineData("var text = \"git \"; text += response.Text; Process.Start([|text|]);")]
    [InlineData("Process.Start([|\"git \" + response.Text|]);")]
    [InlineData("Process.Start([|$\"git {response.Text}\"|]);")]
    [InlineData("Process.Start([|string.Format(\"git {0}\", response.Text)|]);")]
    [InlineData("Process.Start([|string.Join(' ', \"git\", response.Text)|]);")]
    [InlineData("Process.Start([|response.Text.Trim().Replace(\"`\", \"\").Substring(1)|]);")]
    [InlineData("Process.Start([|response.Text.Split('\\n')[0]|]);")]
    [InlineData("Process.Start([|response.Text[1..5]|]);")]
    [InlineData("Process.Start([|response.Text.AsSpan().Trim().ToString()|]);")]
    [InlineData("Process.Start([|new string(response.Text.ToCharArray())|]);")]
    [InlineData("Process.Start([|Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(response.Text))|]);")]
    [InlineData("Process.Start([|Regex.Match(response.Text, \"`(.*)`\").Groups[1].Value|]);")]
    [InlineData("var text = new StringBuilder(); text.Append(\"git \"); text.Append(response.Text); Process.Start([|text.ToString()|]);")]
    [InlineData("var text = new StringBuilder().Append(\"git \").Append(response.Text).ToString(); Process.Start([|text|]);")]
    [InlineData("var text = new StringBuilder(); text.Append(\"a\").Append(response.Text); Process.Start([|text.ToString()|]);")]
    [InlineData("var text = new StringBuilder(); text.Append($\"git {response.Text}\"); Process.Start([|text.ToString()|]);")]
    [InlineData("var text = new StringBuilder(); await foreach (var u in client.GetStreamingResponseAsync(input)) text.Append(u.Text); Process.Start([|text.ToString()|]);")]
    // Choices.
    [InlineData("Process.Start([|input.Length > 3 ? response.Text : \"git\"|]);")]
    [InlineData("Process.Start([|response.Text ?? \"git\"|]);")]
    [InlineData("ChatResponse? maybe = response; Process.Start([|maybe?.Text|]!);")]
    [InlineData("string? text = null; text ??= response.Text; Process.Start([|text|]);")]
    [InlineData("Process.Start([|input switch { \"a\" => \"git\", _ => response.Text }|]);")]
    [InlineData("string text; if (input.Length > 1) text = \"git\"; else text = response.Text; Process.Start([|text|]);")]
    [InlineData("string text = \"git\"; try { text = response.Text; throw new Exception(); } catch (Exception) { Process.Start([|text|]); }")]
    [InlineData("string text = \"git\"; for (var i = 0; i < 3; i++) { Process.Start([|text|]); text = response.Text; }")]
    [InlineData("if (response.Text is { Length: > 0 } text) Process.Start([|text|]);")]
    [InlineData("if (response is { Text: var text }) Process.Start([|text|]);")]
    // Containers.
    [InlineData("var (program, count) = (response.Text, 1); Process.Start([|program|]);")]
    [InlineData("var pair = (Program: response.Text, Count: 1); Process.Start([|pair.Program|]);")]
    [InlineData("var list = new List<string>(); list.Add(response.Text); Process.Start([|list[0]|]);")]
    [InlineData("var list = new List<string> { response.Text }; foreach (var item in list) Process.Start([|item|]);")]
    [InlineData("string[] array = [\"git\", response.Text]; Process.Start([|array[1]|]);")]
    [InlineData("var array = new string[2]; array[0] = response.Text; Process.Start([|array[0]|]);")]
    [InlineData("var map = new Dictionary<string, string> { [\"x\"] = response.Text }; Process.Start([|map[\"x\"]|]);")]
    [InlineData("var map = new Dictionary<string, string>(); map[\"x\"] = response.Text; if (map.TryGetValue(\"x\", out var value)) Process.Start([|value|]);")]
    [InlineData("var all = response.Text.Split(' ').Where(w => w.Length > 2).Select(w => w.Trim()).ToList(); Process.Start([|all.First()|]);")]
    [InlineData("var all = from w in response.Text.Split(' ') where w.Length > 2 select w; Process.Start([|all.First()|]);")]
    [InlineData("var all = new[] { 1, 2 }.Select(i => i + response.Text); Process.Start([|all.First()|]);")]
    // Objects.
    [InlineData("var command = new Command(response.Text, 1); Process.Start([|command.Name|]);")]
    [InlineData("var command = new Command(\"git\", 1) { Note = response.Text }; Process.Start([|command.Note|]);")]
    [InlineData("var command = new Command(\"git\", 1) with { Note = response.Text }; Process.Start([|command.Note|]);")]
    [InlineData("var command = new { Name = response.Text }; Process.Start([|command.Name|]);")]
    [InlineData("_last = response.Text; Process.Start([|_last|]);")]
    [InlineData("Last = response.Text; Process.Start([|Last|]);")]
    [InlineData("var command = JsonSerializer.Deserialize<Command>(response.Text)!; Process.Start([|command.Name|]);")]
    [InlineData("using var json = JsonDocument.Parse(response.Text); Process.Start([|json.RootElement.GetProperty(\"command\").GetString()|]!);")]
    [InlineData("var uri = new Uri(response.Text); Process.Start([|uri.Host|]);")]
    [InlineData("object boxed = response.Text; Process.Start([|(string)boxed|]);")]
    // Functions.
    [InlineData("Process.Start([|Echo(response.Text)|]);")]
    [InlineData("string Local(string text) => text + \"x\"; Process.Start([|Local(response.Text)|]);")]
    [InlineData("string Local() => response.Text; Process.Start([|Local()|]);")]
    [InlineData("void Local(string text) { Process.Start([|text|]); } Local(response.Text);")]
    [InlineData("void Local() { Process.Start([|response.Text|]); } Local();")]
    [InlineData("Func<string> read = () => response.Text; Process.Start([|read()|]);")]
    [InlineData("Func<string, string> change = s => s + \"x\"; Process.Start([|change(response.Text)|]);")]
    [InlineData("Action<string> run = s => Process.Start([|s|]); run(response.Text);")]
    [InlineData("await Task.Run(() => Process.Start([|response.Text|]));")]
    [InlineData("response.Text.Split('\\n').ToList().ForEach(line => Process.Start([|line|]));")]
    [InlineData("_ = client.GetResponseAsync(input).ContinueWith(t => Process.Start([|t.Result.Text|]));")]
    public async Task Text_of_a_model_reaches_a_process(string body) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", Method(body));

    [Theory]
    // Weak checks prove nothing.
    [InlineData("if (response.Text is not null) Process.Start([|response.Text|]);")]
    [InlineData("if (!string.IsNullOrWhiteSpace(response.Text)) Process.Start([|response.Text|]);")]
    [InlineData("var text = response.Text; if (text.Length < 20) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text.StartsWith(\"git\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (!text.Contains(\";\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (\"git ls\".Contains(text)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text != \"rm\") Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text is not (\"rm\" or \"dd\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text == \"git\") { } Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text == \"git\" || input == \"x\") Process.Start([|text|]);")]
    [InlineData("if (response.Text == \"git\") { } Process.Start([|response.Text|]);")]
    [InlineData("var text = response.Text; if (!Allowed.Contains(text)) Use(text); Process.Start([|text|]);")]
    [InlineData("var text = response.Text; var allowed = new List<string>(); allowed.Add(input); if (allowed.Contains(text)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; var allowed = new List<string> { \"git\" }; allowed.Add(input); if (allowed.Contains(text)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; var allowed = new[] { \"git\" }; allowed[0] = input; if (allowed.Contains(text)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"git\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^.*$\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^[^;]+$\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^git|ls$\")) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^[a-z]+$\", RegexOptions.Multiline)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (Anything.IsMatch(text)) Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (int.TryParse(text, out var n)) Use(n); else Process.Start([|text|]);")]
    [InlineData("var text = response.Text; if (text.All(c => c != ';')) Process.Start([|text|]);")]
    public async Task A_weak_check_ends_nothing(string body) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", Method(body));

    [Theory]
    [InlineData("Process.Start(\"git\");")]
    [InlineData("Process.Start(input);")]
    [InlineData("var text = response.Text; text = \"git\"; Process.Start(text);")]
    // Types that carry no text.
    [InlineData("Process.Start(\"git\", response.Text.Length.ToString());")]
    [InlineData("Process.Start(\"git\", int.Parse(response.Text).ToString());")]
    [InlineData("Process.Start(\"git\", Guid.Parse(response.Text).ToString());")]
    [InlineData("Process.Start(\"git\", Enum.Parse<Tool>(response.Text).ToString());")]
    [InlineData("Process.Start(\"git\", DateOnly.Parse(response.Text).ToString(\"O\"));")]
    [InlineData("var typed = await client.GetResponseAsync<Command>(input); Process.Start(\"git\", $\"-n {typed.Result.Count}\");")]
    [InlineData("Process.Start(\"git\", $\"{response.Usage?.TotalTokenCount} {response.ModelId} {response.ResponseId}\");")]
    [InlineData("if (await client.GetResponseAsync<bool>(input) is { Result: true }) Process.Start(\"git\");")]
    [InlineData("var numbers = response.Text.Split(',').Select(int.Parse).ToList(); Process.Start(\"git\", numbers[0].ToString());")]
    // Another member, another element of a tuple.
    [InlineData("var command = new Command(\"git\", 1) { Note = response.Text }; Process.Start(command.Name);")]
    [InlineData("var pair = (Program: \"git\", Note: response.Text); Process.Start(pair.Program);")]
    [InlineData("var (program, note) = (\"git\", response.Text); Use(note); Process.Start(program);")]
    [InlineData("var command = new { Name = \"git\", Note = response.Text }; Process.Start(command.Name);")]
    [InlineData("_last = response.Text; Process.Start(Last ?? \"git\");")]
    // A value found by the model's text is not the model's text.
    [InlineData("Process.Start(Programs[response.Text]);")]
    [InlineData("if (Programs.TryGetValue(response.Text, out var program)) Process.Start(program);")]
    [InlineData("Process.Start(Programs.GetValueOrDefault(response.Text, \"git\"));")]
    [InlineData("Process.Start(response.Text switch { \"list\" => \"ls\", \"status\" => \"git\", _ => throw new Exception() });")]
    [InlineData("Process.Start(response.Text.Contains(\"list\") ? \"ls\" : \"git\");")]
    [InlineData("Process.Start(File.ReadAllText(response.Text));")]
    // Equality with constants.
    [InlineData("var text = response.Text; if (text == \"git\") Process.Start(text);")]
    [InlineData("var text = response.Text; if (text is \"git\" or \"ls\") Process.Start(text);")]
    [InlineData("var text = response.Text; if (text is not (\"git\" or \"ls\")) return; Process.Start(text);")]
    [InlineData("var text = response.Text; if (text == \"git\" || text == \"ls\") Process.Start(text);")]
    [InlineData("var text = response.Text; if (text != \"git\" && text != \"ls\") throw new Exception(); Process.Start(text);")]
    [InlineData("if (response.Text == \"git\") Process.Start(response.Text);")]
    [InlineData("var text = response.Text; if (text.Equals(\"git\", StringComparison.OrdinalIgnoreCase)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (string.Equals(text, \"git\", StringComparison.Ordinal)) Process.Start(text);")]
    [InlineData("var text = response.Text; switch (text) { case \"git\": case \"ls\": Process.Start(text); break; }")]
    [InlineData("var text = response.Text; var program = text switch { \"git\" => text, _ => \"ls\" }; Process.Start(program);")]
    [InlineData("var text = response.Text; var known = text == \"git\"; if (known) Process.Start(text);")]
    [InlineData("var text = response.Text; if (text.Trim().ToLowerInvariant() == \"git\") Process.Start(text);")]
    [InlineData("var text = response.Text; var plain = text.Trim(); if (plain is \"git\") Process.Start(text);")]
    // Membership of a constant set.
    [InlineData("var text = response.Text; if (Allowed.Contains(text)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (!AllowedSet.Contains(text)) return; Process.Start(text);")]
    [InlineData("var text = response.Text; if (!AllowedFrozen.Contains(text)) throw new Exception(); Process.Start(text);")]
    [InlineData("var text = response.Text; if (AllowedImmutable.Contains(text)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Programs.ContainsKey(text)) Process.Start(text);")]
    [InlineData("var allowed = new[] { \"git\", \"ls\" }; var text = response.Text; if (allowed.Contains(text)) Process.Start(text);")]
    [InlineData("var allowed = new List<string> { \"git\", \"ls\" }; var text = response.Text; if (allowed.Contains(text)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (new[] { \"git\", \"ls\" }.Contains(text)) Process.Start(text);")]
    [InlineData("var text = response.Text; Process.Start(Allowed.Contains(text) ? text : \"git\");")]
    [InlineData("var text = response.Text; if (Array.IndexOf(Allowed, text) >= 0) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Array.IndexOf(Allowed, text) == -1) return; Process.Start(text);")]
    [InlineData("var text = response.Text; if (Allowed.Any(a => a == text)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Array.Exists(Allowed, a => a.Equals(text, StringComparison.Ordinal))) Process.Start(text);")]
    [InlineData("foreach (var text in response.Text.Split(' ').Where(w => Allowed.Contains(w))) Process.Start(text);")]
    // A narrow pattern, a parse, a test of each character.
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^[a-z]+$\")) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, @\"^\\w[\\w-]{0,30}$\")) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Regex.IsMatch(text, \"^(git|ls)$\")) Process.Start(text);")]
    [InlineData("var text = response.Text; if (!Word.IsMatch(text)) return; Process.Start(text);")]
    [InlineData("var text = response.Text; if (Narrow().IsMatch(text)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (int.TryParse(text, out _)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (Enum.TryParse<Tool>(text, out var tool)) Process.Start(tool.ToString());")]
    [InlineData("var text = response.Text; if (text.All(char.IsLetterOrDigit)) Process.Start(text);")]
    [InlineData("var text = response.Text; if (text.All(c => char.IsAsciiLetter(c) || c == '-')) Process.Start(text);")]
    // Arguments one by one, to a program that is no shell.
    [InlineData("var info = new ProcessStartInfo(\"git\"); info.ArgumentList.Add(\"log\"); info.ArgumentList.Add(response.Text);")]
    [InlineData("var info = new ProcessStartInfo { FileName = \"git\", ArgumentList = { \"log\", response.Text } };")]
    [InlineData("Process.Start(\"git\", new[] { \"log\", response.Text });")]
    [InlineData("var info = new ProcessStartInfo(\"git\") { WorkingDirectory = \"/\" }; info.Environment[\"MESSAGE\"] = response.Text;")]
    // Nothing of the model's text is left.
    [InlineData("var list = new[] { 1 }.Select(_ => \"git\"); Use(response.Text); Process.Start(list.First());")]
    [InlineData("var words = response.Text.Split(' ').Select(_ => \"git\"); Process.Start(words.First());")]
    [InlineData("string Local(string text) => \"git\"; Process.Start(Local(response.Text));")]
    [InlineData("Func<string, string> constant = s => \"git\"; Process.Start(constant(response.Text));")]
    [InlineData("string Local(string text) => Allowed.Contains(text) ? text : \"git\"; Process.Start(Local(response.Text));")]
    [InlineData("using var process = Process.Start(\"git\")!; Use(response.Text); Process.Start(process.StandardOutput.ReadToEnd());")]
    [InlineData("var programs = new List<string> { \"git\", \"ls\" }; programs.Remove(response.Text); Process.Start(programs[0]);")]
    public async Task A_flow_ends(string body) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", Method(body));
}
