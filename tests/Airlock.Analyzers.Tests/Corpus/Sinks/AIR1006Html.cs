using System.Net;
using System.Text.Encodings.Web;
using Ganss.Xss;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.JSInterop;

namespace ChatUi.Rendering;

/// <summary>A chat page that shows a model's answers.</summary>
public class AnswerView(IChatClient chat) : ComponentBase
{
    private MarkupString _answer;
    private string _plain = "";

    public async Task AskAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        _answer = new MarkupString(reply.Text); // Noncompliant {{AIR1006}}
    }

    public async Task AskEncodedAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        _answer = new MarkupString(WebUtility.HtmlEncode(reply.Text).Replace("\n", "<br>")); // Compliant: encoded first
    }

    public async Task AskPlainAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        _plain = reply.Text;
        StateHasChanged();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddContent(0, _answer);
        builder.AddContent(1, _plain); // Compliant: the builder encodes text
    }
}

public class StreamingView(IChatClient chat, IJSRuntime script) : ComponentBase
{
    public async Task ShowAsync(string question)
    {
        var html = "";
        await foreach (var update in chat.GetStreamingResponseAsync(question))
        {
            html += update.Text;
        }

        Show((MarkupString)html); // Noncompliant {{AIR1006}}
    }

    public async Task ShowSanitizedAsync(string question)
    {
        var html = "";
        await foreach (var update in chat.GetStreamingResponseAsync(question))
        {
            html += update.Text;
        }

        var clean = new HtmlSanitizer().Sanitize(html);
        Show((MarkupString)clean); // Compliant: sanitized
    }

    public async Task HighlightAsync(string question)
    {
        var code = await chat.GetResponseAsync($"Write JavaScript that highlights: {question}");
        await script.InvokeVoidAsync("eval", code.Text); // Noncompliant {{AIR1006}}
    }

    public async Task CopyAsync(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        await script.InvokeVoidAsync("navigator.clipboard.writeText", reply.Text); // Compliant: data of a constant function
    }

    private static void Show(MarkupString content) => Console.WriteLine(content.Value.Length);
}

[ApiController]
public class AnswerController(IChatClient chat) : ControllerBase
{
    [HttpGet("answer")]
    public async Task<IActionResult> Get(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        return Content($"<main>{reply.Text}</main>", "text/html"); // Noncompliant {{AIR1006}}
    }

    [HttpGet("answer/encoded")]
    public async Task<IActionResult> GetEncoded(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        return Content($"<main>{HtmlEncoder.Default.Encode(reply.Text)}</main>", "text/html"); // Compliant: encoded
    }

    [HttpGet("answer/plain")]
    public async Task<IActionResult> GetPlain(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        return Content(reply.Text, "text/plain"); // Compliant: not HTML
    }

    [HttpGet("answer/json")]
    public async Task<IActionResult> GetJson(string question)
    {
        var reply = await chat.GetResponseAsync(question);
        return Ok(new { answer = reply.Text }); // Compliant: JSON
    }
}

public static class AnswerEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/card", async (string topic, IChatClient chat) =>
        {
            var card = await chat.GetResponseAsync($"Write an HTML card about {topic}");
            return Results.Content(card.Text, "text/html"); // Noncompliant {{AIR1006}}
        });

        app.MapGet("/card/text", async (string topic, IChatClient chat) =>
        {
            var card = await chat.GetResponseAsync($"Write a card about {topic}");
            return Results.Text(card.Text); // Compliant: plain text by default
        });

        app.MapGet("/card/raw", async (HttpContext context, IChatClient chat) =>
        {
            var card = await chat.GetResponseAsync("Write the card of the day");
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(card.Text); // Noncompliant {{AIR1006}}
        });

        app.MapGet("/card/stream", async (HttpContext context, IChatClient chat) =>
        {
            context.Response.ContentType = "text/event-stream";
            await foreach (var update in chat.GetStreamingResponseAsync("Write the card of the day"))
            {
                await context.Response.WriteAsync($"data: {update.Text}\n\n"); // Compliant: an event stream
            }
        });
    }
}

public class NewsletterView(IChatClient chat, IHtmlHelper html)
{
    public async Task<IHtmlContent> IntroductionAsync(string topic)
    {
        var text = await chat.GetResponseAsync($"Introduce {topic}");
        return html.Raw(text.Text); // Noncompliant {{AIR1006}}
    }

    public async Task<IHtmlContent> IntroductionEncodedAsync(string topic)
    {
        var text = await chat.GetResponseAsync($"Introduce {topic}");
        return new HtmlContentBuilder().Append(text.Text); // Compliant: Append encodes
    }

    public async Task<IHtmlContent> FooterAsync(string topic)
    {
        var text = await chat.GetResponseAsync($"Close a newsletter about {topic}");
        return new HtmlString("<footer>" + text.Text.Trim() + "</footer>"); // Noncompliant {{AIR1006}}
    }

    public async Task<IHtmlContent> TeaserAsync(string topic)
    {
        var text = (await chat.GetResponseAsync($"Tease {topic}")).Text.Replace("<script", "");
        return new HtmlContentBuilder().AppendHtml(text); // Noncompliant {{AIR1006}}
    }

    public async Task<IHtmlContent> RatingAsync(string topic)
    {
        var stars = await chat.GetResponseAsync<int>($"Rate {topic} from 1 to 5");
        return new HtmlString($"<b>{stars.Result}</b>"); // Compliant: a number
    }
}
