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
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/crossword", CrosswordAsync); // Noncompliant {{AIR3006}}
app.MapGet("/crossword/{word}", async (string word, IChatClient chat) => (await chat.GetResponseAsync($"A clue for {word}")).Text); // Noncompliant {{AIR3006}}
app.MapGet("/sizes", () => new[] { 9, 13, 15 }); // Compliant: runs no model
app.Run();

static async Task<string> CrosswordAsync(Crossword crossword, IChatClient chat) =>
    (await chat.GetResponseAsync($"A crossword of size {crossword.Size} about {crossword.Theme}")).Text;

internal sealed record Crossword(int Size, string Theme);
