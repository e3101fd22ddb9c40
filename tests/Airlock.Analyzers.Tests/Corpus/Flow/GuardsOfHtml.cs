using System.Net;
using System.Text.Encodings.Web;
using Ganss.Xss;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;

namespace Northwind.Portal;

/// <summary>A portal that shows what the model says: an encoder is good for HTML, and for nothing else.</summary>
public class AnswerView(IChatClient client)
{
    public async Task<MarkupString> RawAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return new MarkupString(reply.Text); // Noncompliant {{AIR1006}}
    }

    public async Task<MarkupString> EncodedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var html = HtmlEncoder.Default.Encode(reply.Text).Replace("\n", "<br>");
        return new MarkupString($"<p>{html}</p>"); // Compliant: encoded
    }

    public async Task<IHtmlContent> EncodedByUtilityAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return new HtmlString(WebUtility.HtmlEncode(reply.Text)); // Compliant: encoded
    }

    public async Task<IHtmlContent> DecodedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return new HtmlString(WebUtility.HtmlDecode(reply.Text)); // Noncompliant {{AIR1006}}
    }

    public async Task SpeakEncodedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Process.Start("espeak", HtmlEncoder.Default.Encode(reply.Text)); // Noncompliant {{AIR1001}}
    }

    public async Task<IResult> PageAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return Results.Content($"<html><body>{reply.Text}</body></html>", "text/html"); // Noncompliant {{AIR1006}}
    }

    public async Task<IResult> PlainAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return Results.Content(reply.Text, "text/plain"); // Compliant: plain text
    }

    public async Task<MarkupString> SanitizedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var sanitizer = new HtmlSanitizer();
        return new MarkupString(sanitizer.Sanitize(reply.Text)); // Compliant: sanitized
    }

    public async Task<MarkupString> SanitizedElsewhereAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Console.WriteLine(new HtmlSanitizer().Sanitize(reply.Text));
        return new MarkupString(reply.Text); // Noncompliant {{AIR1006}}
    }

    public async Task SpeakSanitizedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Process.Start("espeak", new HtmlSanitizer().Sanitize(reply.Text)); // Noncompliant {{AIR1001}}
    }
}
