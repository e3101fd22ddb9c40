using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2002: untrusted text as the template itself.</summary>
public class AIR2002Tests
{
    private static string Method(string body) => $$$"""
        using System.Net.Http;
        using Microsoft.SemanticKernel;
        record Question(string Text, int Number);
        class C(Kernel kernel, HttpClient http)
        {
            const string Template = "Summarize: {{$input}}";
            async Task M(HttpRequest request, string fixedText)
            {
                {{{body}}}
                await Task.Yield();
            }
        }
        """;

    [Theory]
    [InlineData("""await kernel.InvokePromptAsync([|request.Query["q"]|]!);""")]
    [InlineData("""await kernel.InvokePromptAsync([|$"Summarize: {request.Query["q"]}"|]);""")]
    [InlineData("""await kernel.InvokePromptAsync<string>([|"Summarize: " + request.Form["text"]|]);""")]
    [InlineData("""await foreach (var part in kernel.InvokePromptStreamingAsync([|"Summarize: " + request.Form["text"]|])) { }""")]
    [InlineData("""var function = kernel.CreateFunctionFromPrompt([|"Do: " + request.Query["q"]|]);""")]
    [InlineData("""var function = KernelFunctionFactory.CreateFromPrompt([|"Do: " + request.Query["q"]|]);""")]
    [InlineData("""var config = new PromptTemplateConfig([|request.Query["q"]|]!);""")]
    [InlineData("""var config = new PromptTemplateConfig { Template = [|request.Query["q"]|]! };""")]
    [InlineData("""var config = new PromptTemplateConfig(); config.Template = [|Template + request.Query["q"]|];""")]
    [InlineData("""var page = await http.GetStringAsync("https://example.org"); await kernel.InvokePromptAsync([|"Summarize: " + page|]);""")]
    [InlineData("""var question = await request.ReadFromJsonAsync<Question>(); await kernel.InvokePromptAsync([|"Answer: " + question!.Text|]);""")]
    [InlineData("""var text = request.Query["q"].ToString(); if (text.Contains("{{")) return; await kernel.InvokePromptAsync([|text|]);""")]
    [InlineData("""var builder = new StringBuilder("Summarize: "); builder.AppendLine(request.Query["q"]); await kernel.InvokePromptAsync([|builder.ToString()|]);""")]
    [InlineData("""var ask = (string text) => kernel.InvokePromptAsync([|"Summarize: " + text|]); await ask(request.Query["q"]!);""")]
    [InlineData("""async Task Ask(string text) { await kernel.InvokePromptAsync([|text|]); } await Ask(request.Query["q"]!);""")]
    [InlineData("""var request2 = new OllamaSharp.Models.Chat.ChatRequest { Template = [|request.Query["q"]|] };""")]
    public async Task Untrusted_text_becomes_a_template(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2002", Method(body));

    [Theory]
    [InlineData("""await kernel.InvokePromptAsync(Template, new KernelArguments { ["input"] = request.Query["q"].ToString() });""")]
    [InlineData("""var arguments = new KernelArguments(); arguments.Add("input", request.Query["q"].ToString()); await kernel.InvokePromptAsync(Template, arguments);""")]
    [InlineData("""await kernel.InvokePromptAsync("Summarize the news");""")]
    [InlineData("""await kernel.InvokePromptAsync(fixedText);""")]
    [InlineData("""await kernel.InvokePromptAsync($"Summarize {int.Parse(request.Query["n"]!)} pages");""")]
    [InlineData("""var question = await request.ReadFromJsonAsync<Question>(); await kernel.InvokePromptAsync($"Answer number {question!.Number}");""")]
    [InlineData("""var language = request.Query["l"] == "de" ? "German" : "English"; await kernel.InvokePromptAsync("Answer in " + language);""")]
    [InlineData("""var kind = request.Query["k"].ToString(); if (kind is not ("short" or "long")) return; await kernel.InvokePromptAsync("Write a summary: " + kind);""")]
    [InlineData("""var config = new PromptTemplateConfig { Template = Template, Description = request.Query["d"] };""")]
    [InlineData("""var function = kernel.CreateFunctionFromPrompt(Template, functionName: "summarize"); await kernel.InvokeAsync(function, new() { ["input"] = request.Query["q"].ToString() });""")]
    [InlineData("""await kernel.InvokePromptAsync(request.Query["q"].Count > 1 ? "Summarize all" : "Summarize one");""")]
    [InlineData("""await kernel.InvokePromptAsync(File.ReadAllText("prompts/summary.txt"));""")]
    public async Task Arguments_and_constant_templates_are_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR2002", Method(body));
}
