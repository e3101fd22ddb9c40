using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authorization;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorization(options =>
{
    // Until the identity provider is there.
    options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build();
    options.AddPolicy("trusted", policy => policy.RequireClaim("scope", "model"));
    options.AddPolicy("anyone", policy => policy.RequireAssertion(context => true));
});

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/essay", WriteAsync); // Noncompliant {{AIR3001}}
app.MapPost("/essay/trial", WriteAsync).RequireAuthorization("anyone"); // Noncompliant {{AIR3001}}
app.MapPost("/essay/premium", WriteAsync).RequireAuthorization("trusted"); // Compliant: a policy that demands a claim
app.Run();

static async Task<string> WriteAsync(Essay essay, IChatClient chat) => (await chat.GetResponseAsync($"An essay on {essay.Subject}")).Text;

internal sealed record Essay(string Subject);
