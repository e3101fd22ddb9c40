using System.Threading.RateLimiting;
using ApiKeyMiddlewareApp;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseMiddleware<CorrelationMiddleware>();
app.UseMiddleware<ApiKeyMiddleware>();
app.MapPost("/moderate", async (Comment comment, IChatClient chat) => // Compliant: a middleware demands a key
{
    var verdict = await chat.GetResponseAsync<Verdict>($"Is this comment rude? {comment.Text}");
    return TypedResults.Ok(verdict.Result);
});
app.Run();
