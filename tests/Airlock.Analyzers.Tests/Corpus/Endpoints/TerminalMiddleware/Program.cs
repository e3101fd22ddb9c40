using System.Threading.RateLimiting;
using OllamaSharp;
using TerminalMiddleware;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddSingleton<PromptMemory>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.Map("/status", branch => branch.Run(context => context.Response.WriteAsync("up"))); // Compliant: runs no model
app.Map("/complete", branch => branch.Run(async context => // Noncompliant {{AIR3001}}
{
    using var reader = new StreamReader(context.Request.Body);
    var chat = context.RequestServices.GetRequiredService<IChatClient>();
    var response = await chat.GetResponseAsync(await reader.ReadToEndAsync());
    await context.Response.WriteAsync(response.Text);
}));
app.Map("/partners", branch => branch.Run(async context => // Compliant: checks a key of its own
{
    if (context.Request.Headers["X-Partner-Key"] != app.Configuration["Partners:Key"])
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return;
    }

    var chat = context.RequestServices.GetRequiredService<IChatClient>();
    await context.Response.WriteAsync((await chat.GetResponseAsync("A greeting for a partner")).Text);
}));
app.UseMiddleware<CompletionMiddleware>(); // Noncompliant {{AIR3001}}
app.Use(async (context, next) => // Noncompliant {{AIR3001}}
{
    if (context.Request.Path == "/joke")
    {
        var chat = context.RequestServices.GetRequiredService<IChatClient>();
        await context.Response.WriteAsync((await chat.GetResponseAsync("A joke, please.")).Text);
        return;
    }

    await next(context);
});
app.Run(async context => // Noncompliant {{AIR3001}}
{
    var chat = context.RequestServices.GetRequiredService<IChatClient>();
    var answer = await chat.GetResponseAsync($"There is no page {context.Request.Path}. Say so in a friendly way.");
    context.Response.StatusCode = StatusCodes.Status404NotFound;
    await context.Response.WriteAsync(answer.Text);
});
app.Run();
