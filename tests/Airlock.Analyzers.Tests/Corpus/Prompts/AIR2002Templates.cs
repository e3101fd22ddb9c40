using System.Net.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.SemanticKernel;

namespace Summaries.Templates;

public record SummaryRequest(string Text, int Sentences);

/// <summary>Summaries of what visitors send, through prompt templates.</summary>
[ApiController]
[Route("summaries")]
public class SummaryController(Kernel kernel) : ControllerBase
{
    [HttpPost]
    public async Task<string> Summarize([FromBody] SummaryRequest request)
    {
        var result = await kernel.InvokePromptAsync($"Summarise in {request.Sentences} sentences: {request.Text}"); // Noncompliant {{AIR2002}}
        return result.ToString();
    }

    [HttpPost("arguments")]
    public async Task<string> SummarizeArguments([FromBody] SummaryRequest request)
    {
        var arguments = new KernelArguments { ["text"] = request.Text };
        var result = await kernel.InvokePromptAsync($"Summarise in {request.Sentences} sentences: {{{{$text}}}}", arguments); // Compliant: a number, and an argument
        return result.ToString();
    }

    [HttpPost("function")]
    public async Task<string> SummarizeFunction([FromBody] SummaryRequest request)
    {
        var function = kernel.CreateFunctionFromPrompt("Summarise: " + request.Text); // Noncompliant {{AIR2002}}
        return (await kernel.InvokeAsync(function)).ToString();
    }

    [HttpPost("function/arguments")]
    public async Task<string> SummarizeFunctionArguments([FromBody] SummaryRequest request)
    {
        var function = kernel.CreateFunctionFromPrompt("Summarise: {{$text}}"); // Compliant: a constant template
        return (await kernel.InvokeAsync(function, new KernelArguments { ["text"] = request.Text })).ToString();
    }

    [HttpPost("configuration")]
    public PromptTemplateConfig Configure([FromBody] string template) =>
        new(template); // Noncompliant {{AIR2002}}

    [HttpPost("configuration/constant")]
    public PromptTemplateConfig ConfigureConstant([FromBody] string name) =>
        new("Summarise: {{$text}}") { Name = name }; // Compliant: only the name is the caller's

    [HttpGet("stream")]
    public async Task<string> Stream()
    {
        var text = new StringBuilder();
        string question = Request.Query["question"].ToString();
        await foreach (var update in kernel.InvokePromptStreamingAsync("Answer: " + question)) // Noncompliant {{AIR2002}}
        {
            text.Append(update);
        }

        return text.ToString();
    }
}

public class PageSummary(Kernel kernel, HttpClient http)
{
    public async Task<string?> SummarizeAsync()
    {
        var page = await http.GetStringAsync("https://news.example.com");
        return await kernel.InvokePromptAsync<string>(Prompt(page)); // Noncompliant {{AIR2002}}
    }

    public async Task<string?> SummarizeArgumentAsync()
    {
        var page = await http.GetStringAsync("https://news.example.com");
        return await kernel.InvokePromptAsync<string>("Summarise the page: {{$page}}", new KernelArguments { ["page"] = page }); // Compliant: an argument
    }

    public async Task<string?> GreetAsync()
    {
        var name = "visitor";
        return await kernel.InvokePromptAsync<string>($"Greet the {name} in one sentence."); // Compliant: no foreign text
    }

    private static string Prompt(string page)
    {
        var prompt = new StringBuilder("Summarise the page:").AppendLine().Append(page);
        return prompt.ToString();
    }
}

public class ConsoleTranslator(Kernel kernel)
{
    public async Task RunAsync()
    {
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            var result = await kernel.InvokePromptAsync("Translate to French: {{$line}}", new KernelArguments { ["line"] = line }); // Compliant: an argument
            Console.WriteLine(result);
        }
    }
}
