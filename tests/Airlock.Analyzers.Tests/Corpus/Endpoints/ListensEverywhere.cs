using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Hosting;
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
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenLocalhost(5001);
    kestrel.ListenAnyIP(5000);
});

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.MapPost("/complete", async (Snippet snippet, IChatClient chat) => // Noncompliant {{AIR3001}}
{
    var completion = await chat.GetResponseAsync($"Complete this code:\n{snippet.Code}");
    return TypedResults.Text(completion.Text);
});
app.MapPost("/complete/local", async (Snippet snippet, IChatClient chat) => // Compliant: for callers that name this machine
    (await chat.GetResponseAsync($"Complete this code:\n{snippet.Code}")).Text).RequireHost("localhost", "127.0.0.1");
app.MapPost("/complete/shared", async (Snippet snippet, IChatClient chat) => // Noncompliant {{AIR3001}}
    (await chat.GetResponseAsync($"Complete this code:\n{snippet.Code}")).Text).RequireHost("code.example.com");
app.Run();

internal sealed record Snippet(string Code);
