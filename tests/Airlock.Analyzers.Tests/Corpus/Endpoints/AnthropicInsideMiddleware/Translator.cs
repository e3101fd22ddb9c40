using Anthropic;
using Anthropic.Models.Messages;

namespace AnthropicInsideMiddleware;

public record TranslateRequest(string Text);

public class Translator(AnthropicClient client)
{
    public async Task<string> TranslateAsync(string text)
    {
        var message = await client.Messages.Create(new MessageCreateParams
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 800,
            Messages = [new UserMessageParam { Content = $"Translate to English: {text}" }],
        });
        return string.Concat(message.Content.Select(block => block.TryPickText(out var part) ? part.Text : ""));
    }
}

public class TranslationMiddleware(RequestDelegate next, Translator translator)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await translator.TranslateAsync(await reader.ReadToEndAsync()));
            return;
        }

        await next(context);
    }
}
