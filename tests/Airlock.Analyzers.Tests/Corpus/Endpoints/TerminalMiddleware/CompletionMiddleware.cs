namespace TerminalMiddleware;

public class PromptMemory
{
    private readonly Queue<string> _last = new();

    public void Add(string prompt) => _last.Enqueue(prompt);
}

public class CompletionMiddleware(RequestDelegate next, PromptMemory memory)
{
    public async Task InvokeAsync(HttpContext context, IChatClient chat)
    {
        if (!context.Request.Path.StartsWithSegments("/v1/complete"))
        {
            await next(context);
            return;
        }

        var prompt = context.Request.Query["prompt"].ToString();
        memory.Add(prompt);
        var response = await chat.GetResponseAsync(prompt);
        await context.Response.WriteAsync(response.Text);
    }
}
