using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;

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
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options =>
{
    options.AddPolicy("reader", policy => policy.RequireAuthenticatedUser());
    options.AddPolicy("writer", policy => policy.RequireRole("writer"));
    options.FallbackPolicy = null;
});

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/letters", WriteLetterAsync); // Noncompliant {{AIR3001}}
app.MapPut("/letters/{id:int}", WriteLetterAsync).RequireAuthorization("writer"); // Compliant: the policy is named here
app.Run();

static async Task<IResult> WriteLetterAsync(Letter letter, IChatClient chat)
{
    var text = await chat.GetResponseAsync($"Write a letter to {letter.Recipient}: {letter.Matter}");
    return Results.Content(text.Text, "text/plain");
}

internal sealed record Letter(string Recipient, string Matter);
