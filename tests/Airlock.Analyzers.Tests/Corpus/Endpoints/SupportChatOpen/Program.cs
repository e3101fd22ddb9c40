using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OllamaSharp;
using SupportChatOpen;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddScoped<SupportAssistant>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/health", () => Results.Ok("up"));
app.MapGet("/topics", (SupportAssistant assistant) => assistant.Topics); // Compliant: runs no model
app.MapPost("/support/chat", async (SupportQuestion question, SupportAssistant assistant, CancellationToken cancellation) => // Noncompliant {{AIR3001}}
{
    var answer = await assistant.AnswerAsync(question.Text, cancellation);
    return Results.Ok(new SupportAnswer(answer));
}).WithName("SupportChat").WithTags("support");
app.MapPost("/support/agent", async (SupportQuestion question, SupportAssistant assistant, CancellationToken cancellation) => // Compliant: signed-in users only
{
    var answer = await assistant.AnswerAsync(question.Text, cancellation);
    return Results.Ok(new SupportAnswer(answer));
}).WithName("AgentChat").RequireAuthorization();

app.Run();
