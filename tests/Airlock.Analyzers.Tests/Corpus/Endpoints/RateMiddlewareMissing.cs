using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddRateLimiter(options => options.AddTokenBucketLimiter("model", bucket =>
{
    bucket.TokenLimit = 5;
    bucket.TokensPerPeriod = 5;
    bucket.ReplenishmentPeriod = TimeSpan.FromSeconds(10);
}));

var app = builder.Build();
app.UseHttpLogging();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/palette", async (Mood mood, IChatClient chat) => // Noncompliant {{AIR3003}}
    (await chat.GetResponseAsync($"Five colours for {mood.Name}")).Text).RequireRateLimiting("model");
app.Run();

internal sealed record Mood(string Name);
