using Airlock.Core.Findings;

namespace Airlock.Analyzers.Tests.Inventory;

public class PromptTests
{
    private const string Text = "AirlockBomPromptText";

    [Theory]
    [InlineData("""class C { object M() => new ChatOptions { Instructions = "Be brief." }; }""", "C.M", "system", "Be brief.", 0)]
    [InlineData("""class C { void M(ChatOptions o) { o.Instructions = "Be brief."; } }""", "C.M", "system", "Be brief.", 0)]
    [InlineData("""class C { object M() => new ChatMessage(ChatRole.System, "Be brief."); }""", "C.M", "system", "Be brief.", 0)]
    [InlineData("""class C { object M() => new ChatMessage(ChatRole.User, "Hello"); }""", "C.M", "user", "Hello", 0)]
    [InlineData("""class C { object M() => new ChatMessage(ChatRole.Assistant, "Hello"); }""", "C.M", "assistant", "Hello", 0)]
    [InlineData("""class C { object M(ChatRole r) => new ChatMessage(r, "Hello"); }""", "C.M", "unknown", "Hello", 0)]
    [InlineData("""class C { object M(IChatClient c) => c.GetResponseAsync("Hello"); }""", "C.M", "user", "Hello", 0)]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync($"Answer: {q}"); }""", "C.M", "user", "Answer: {}", 1)]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync("Answer: " + q + "!"); }""", "C.M", "user", "Answer: {}!", 1)]
    [InlineData("""class C { object M(IChatClient c, string q) { const string p = "Answer: "; return c.GetResponseAsync(p + q); } }""", "C.M", "user", "Answer: {}", 1)]
    [InlineData("""class C { object M(IChatClient c, string q, int n) => c.GetResponseAsync(string.Format("{0} in {1:D} words {{x}}", q, n)); }""", "C.M", "user", "{} in {} words {x}", 2)]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync("Say <q> now".Replace("<q>", q)); }""", "C.M", "user", "Say {} now", 1)]
    [InlineData("""class C { object M(IChatClient c, string q) { var b = new StringBuilder("Rules:"); b.AppendLine().AppendLine("1. Be brief."); b.Append(q); return c.GetResponseAsync(b.ToString()); } }""", "C.M", "user", "Rules:\n1. Be brief.\n{}", 1)]
    [InlineData("""class P { public const string System = "Be brief."; } class C { object M() => new ChatOptions { Instructions = P.System }; }""", "P.System", "system", "Be brief.", 0)]
    [InlineData("""class P { public static readonly string System = "Be " + "brief."; } class C { object M() => new ChatOptions { Instructions = P.System }; }""", "P.System", "system", "Be brief.", 0)]
    [InlineData("""class P { public static string System => "Be brief."; } class C { object M() => new ChatOptions { Instructions = P.System }; }""", "P.System", "system", "Be brief.", 0)]
    [InlineData("""class P { public static string For(string u) => $"Help {u}."; } class C { object M(string u) => new ChatOptions { Instructions = P.For(u) }; }""", "P.For", "system", "Help {}.", 1)]
    [InlineData("""class P { public const string Intro = "Be brief."; } class C { object M(string u) => new ChatOptions { Instructions = $"{P.Intro} Help {u}." }; }""", "C.M", "system", "Be brief. Help {}.", 1)]
    [InlineData("""class C { object M() => new OpenAI.Chat.SystemChatMessage("Be brief."); }""", "C.M", "system", "Be brief.", 0)]
    [InlineData("""class C { OpenAI.Chat.ChatMessage M() => "Hello"; }""", "C.M", "user", "Hello", 0)]
    [InlineData("""class C { object M() => new OpenAI.Chat.UserChatMessage(OpenAI.Chat.ChatMessageContentPart.CreateTextPart("Hello")); }""", "C.M", "user", "Hello", 0)]
    [InlineData("""using Microsoft.SemanticKernel; class C { object M(Kernel k) => k.InvokePromptAsync("Tell of {{$topic}}"); }""", "C.M", "template", "Tell of {{$topic}}", 0)]
    [InlineData("""using Microsoft.SemanticKernel.ChatCompletion; class C { void M(ChatHistory h) => h.AddSystemMessage("Be brief."); }""", "C.M", "system", "Be brief.", 0)]
    public async Task A_text_given_to_a_model_is_a_prompt(string source, string name, string role, string text, int holes)
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Prompt, source, (Text, "true")));
        Assert.Equal((name, role, text, $"{holes}"), (prompt[InventoryKeys.Name], prompt[InventoryKeys.Role], prompt[InventoryKeys.Text], prompt[InventoryKeys.Holes]));
        Assert.Equal($"{text.Length}", prompt[InventoryKeys.Length]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), prompt[InventoryKeys.Sha256]);
        Assert.Equal("constant", prompt[InventoryKeys.How]);
    }

    [Theory]
    [InlineData("""[McpServerPrompt] public static string Help() => "Explain yourself.";""", "C.Help", "Explain yourself.", 0)]
    [InlineData("""[McpServerPrompt] public static string Help(string topic) { return $"Explain {topic}."; }""", "C.Help", "Explain {}.", 1)]
    public async Task A_text_that_a_server_offers_as_a_prompt_is_one(string method, string name, string text, int holes)
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Prompt, $$"""using ModelContextProtocol.Server; class C { {{method}} }""", (Text, "true")));
        Assert.Equal((name, "user", text, $"{holes}"), (prompt[InventoryKeys.Name], prompt[InventoryKeys.Role], prompt[InventoryKeys.Text], prompt[InventoryKeys.Holes]));
    }

    [Fact]
    public async Task A_builder_may_be_asked_for_its_text_on_the_way()
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Prompt,
            """
            class C
            {
                object M(IChatClient c, string[] parts)
                {
                    var b = new StringBuilder("Answer by these:");
                    var left = 1000 - b.ToString().Length;
                    foreach (var part in parts) { if (part.Length > left) break; b.Append(part); }
                    return c.GetResponseAsync(b.ToString());
                }
            }
            """,
            (Text, "true")));
        Assert.Equal(("Answer by these:{}", "user"), (prompt[InventoryKeys.Text], prompt[InventoryKeys.Role]));
    }

    [Theory]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync(q); }""")]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync($"{q}"); }""")]
    [InlineData("""class C { object M(IChatClient c, string q) => c.GetResponseAsync($" {q}\n"); }""")]
    [InlineData("""class C { object M() => new ChatOptions { Instructions = "" }; }""")]
    [InlineData("""class C { object M() => new ChatOptions { Instructions = null }; }""")]
    [InlineData("""class C { object M() => new ChatMessage(ChatRole.Tool, "42"); }""")]
    [InlineData("""class C { object M() => new ChatOptions { ModelId = "gpt-4o" }; }""")]
    [InlineData("""class C { object M() => File.ReadAllText("notes.txt"); }""")]
    [InlineData("""class C { void M() => Console.WriteLine("Be brief."); }""")]
    public async Task What_is_not_written_or_not_given_to_a_model_is_none(string source) =>
        Assert.Empty(await InventoryRecords.OfAsync(InventoryKinds.Prompt, source, (Text, "true")));

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public async Task The_text_stays_out_unless_asked_for(string property)
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Prompt, """class C { object M() => new ChatOptions { Instructions = "Be brief." }; }""", (Text, property)));
        Assert.Null(prompt[InventoryKeys.Text]);
        Assert.Equal(64, prompt[InventoryKeys.Sha256]!.Length);
        Assert.DoesNotContain("brief", prompt.Diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_a_prompt_is_masked()
    {
        var key = Airlock.Tests.ExampleKeys.Expand("sk-ant-api03-X{93}AA");
        var prompt = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Prompt, $$"""class C { object M() => new ChatOptions { Instructions = "Use {{key}} for it." }; }""", (Text, "true")));
        Assert.DoesNotContain(key, string.Join("", prompt.Diagnostic.Properties.Values) + prompt.Diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.StartsWith("Use sk-an", prompt[InventoryKeys.Text], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_prompts_of_a_member_are_kept_apart_and_the_same_text_is_one()
    {
        var prompts = await InventoryRecords.OfAsync(
            InventoryKinds.Prompt,
            """
            class C
            {
                async Task M(IChatClient c)
                {
                    await c.GetResponseAsync("One");
                    await c.GetResponseAsync("Two");
                    await c.GetResponseAsync("One");
                }
                object N(IChatClient c) => c.GetResponseAsync("Three");
            }
            """);
        Assert.Equal(["C.M", "C.M#2", "C.M", "C.N"], prompts.Select(prompt => prompt[InventoryKeys.Name]));
    }

    [Fact]
    public async Task Each_branch_of_a_choice_is_a_prompt()
    {
        var prompts = await InventoryRecords.OfAsync(
            InventoryKinds.Prompt, """class C { object M(IChatClient c, bool b) => c.GetResponseAsync(b ? "One" : "Two"); }""", (Text, "true"));
        Assert.Equal([("C.M", "One", "\"One\""), ("C.M#2", "Two", "\"Two\"")], prompts.Select(prompt => (prompt[InventoryKeys.Name], prompt[InventoryKeys.Text], prompt.Code)));
    }

    [Fact]
    public async Task A_text_that_a_caller_hands_on_belongs_to_the_caller()
    {
        var prompts = await InventoryRecords.OfAsync(
            InventoryKinds.Prompt,
            """class C { Task Ask(IChatClient c, string text) => c.GetResponseAsync(text); void M(IChatClient c) { Ask(c, "One"); Ask(c, "Two"); } }""",
            (Text, "true"));
        Assert.Equal(["One", "Two"], prompts.Select(prompt => prompt[InventoryKeys.Text]).Order());
        Assert.All(prompts, prompt => Assert.Equal($"C.M#{prompt[InventoryKeys.Sha256]![..8]}", prompt[InventoryKeys.Name]));
        Assert.All(prompts, prompt => Assert.Equal("C.Ask", prompt[InventoryKeys.Symbol]));
    }

    [Fact]
    public async Task A_file_is_named_by_its_path()
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Prompt, """class C { object M() => new ChatOptions { Instructions = File.ReadAllText("prompts/system.md") }; }"""));
        Assert.Equal("prompts/system.md", prompt[InventoryKeys.Name]);
        Assert.Null(prompt[InventoryKeys.Sha256]);
    }

    [Fact]
    public async Task A_setting_of_a_file_is_one_too()
    {
        var prompt = Assert.Single(await InventoryRecords.OfAsync(
            InventoryKinds.Prompt,
            ["""class C { object M(IConfiguration f) => new ChatOptions { Instructions = f["Prompts:System"] }; }"""],
            [("appsettings.json", """{ "Prompts": { "System": "Be brief." } }""")],
            (Text, "true")));
        Assert.Equal(("configuration", "Prompts:System", "appsettings.json", "1", "Be brief."), (prompt[InventoryKeys.How], prompt[InventoryKeys.NameKey], prompt[InventoryKeys.NameFile], prompt[InventoryKeys.NameLine], prompt[InventoryKeys.Text]));
    }

    [Fact]
    public async Task A_description_of_a_tool_is_a_prompt_that_the_tool_uses()
    {
        const string Source = """
            class T { [System.ComponentModel.Description("Tells the weather.")] public static string Weather(string city) => city; }
            class C { object M() => AIFunctionFactory.Create(T.Weather); }
            """;
        var prompts = await InventoryRecords.OfAsync(InventoryKinds.Prompt, Source, (Text, "true"));
        var tool = Assert.Single(await InventoryRecords.OfAsync(InventoryKinds.Tool, Source));
        Assert.Equal(("T.Weather", "tool-description", "Tells the weather."), (prompts[0][InventoryKeys.Name], prompts[0][InventoryKeys.Role], prompts[0][InventoryKeys.Text]));
        Assert.Equal(["prompt T.Weather"], tool.Uses(prompts));
    }
}
