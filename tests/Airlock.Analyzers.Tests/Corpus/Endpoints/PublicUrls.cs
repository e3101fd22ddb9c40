using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Hosting;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://localhost:5000", "http://*:8080");
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 30,
            TokensPerPeriod = 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(30),
        }));
});
builder.Services.AddW3CLogging(_ => { });

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.MapPost("/outline", async (Manuscript manuscript, IChatClient chat) => // Noncompliant {{AIR3001}}
    (await chat.GetResponseAsync($"Outline: {manuscript.Text}")).Text);
app.MapPost("/local/outline", async (Manuscript manuscript, IChatClient chat) => // Compliant: for callers that name this machine
    (await chat.GetResponseAsync($"Outline: {manuscript.Text}")).Text).RequireHost("localhost:5000");
app.Run();

internal sealed record Manuscript(string Text);
