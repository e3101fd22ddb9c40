namespace TerminalMiddlewareKeyed;

public class CompletionMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IChatClient chat)
    {
        if (context.Request.Path == "/v1/complete")
        {
            var response = await chat.GetResponseAsync(context.Request.Query["prompt"].ToString());
            await context.Response.WriteAsync(response.Text);
            return;
        }

        await next(context);
    }
}
