using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace ChatUi.Markdown;

/// <summary>Answers are written in Markdown, and Markdown may hold HTML.</summary>
public class MarkdownView(IChatClient chat) : ComponentBase
{
    private static readonly MarkdownPipeline WithoutHtml = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();
    private static readonly MarkdownPipeline Advanced = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    private static readonly HtmlSanitizer Sanitizer = new();

    public MarkupString Answer { get; private set; }

    public async Task AskAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        Answer = (MarkupString)Markdig.Markdown.ToHtml(reply.Text, Advanced); // Noncompliant {{AIR1006}}
    }

    public async Task AskWithoutHtmlAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        Answer = (MarkupString)Markdig.Markdown.ToHtml(reply.Text, WithoutHtml); // Compliant: HTML in the answer is encoded
    }

    public async Task AskSanitizedAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        var html = Sanitizer.Sanitize(Markdig.Markdown.ToHtml(reply.Text, Advanced));
        Answer = new MarkupString(html); // Compliant: sanitized after it was rendered
    }

    public async Task<string> TextAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        return Markdig.Markdown.ToPlainText(reply.Text); // Compliant: plain text
    }
}
