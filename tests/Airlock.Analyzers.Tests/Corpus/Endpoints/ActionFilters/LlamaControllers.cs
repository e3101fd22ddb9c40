using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using OllamaSharp;

namespace ActionFilters;

public record Passage([MaxLength(4000)] string Text);

[ApiController, Route("llama")]
public class LlamaController(IOllamaApiClient ollama) : ControllerBase
{
    [HttpPost("summary")]
    [ApiKey]
    public Task<string> SummaryAsync(Passage passage) => GenerateAsync($"Summarize: {passage.Text}"); // Compliant: the attribute demands a key

    [HttpPost("title")]
    [Elapsed]
    public Task<string> TitleAsync(Passage passage) => GenerateAsync($"A title for: {passage.Text}"); // Noncompliant {{AIR3001}}

    private async Task<string> GenerateAsync(string prompt)
    {
        var text = new StringBuilder();
        await foreach (var part in ollama.GenerateAsync(prompt))
        {
            text.Append(part?.Response);
        }

        return text.ToString();
    }
}

[ApiController, Route("partners"), ServiceFilter<PartnerKeyFilter>]
public class PartnerController(IOllamaApiClient ollama) : ControllerBase
{
    [HttpPost("chat")]
    public async Task<string> ChatAsync(Passage passage) // Compliant: the class's filter demands a key
    {
        var chat = new Chat(ollama);
        var text = new StringBuilder();
        await foreach (var token in chat.SendAsync(passage.Text))
        {
            text.Append(token);
        }

        return text.ToString();
    }
}
