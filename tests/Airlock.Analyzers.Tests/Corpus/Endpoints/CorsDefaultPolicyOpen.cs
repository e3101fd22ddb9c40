using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
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
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .AllowAnyOrigin() // Noncompliant {{AIR3005}}
    .AllowAnyHeader()
    .AllowAnyMethod()));

var app = builder.Build();
app.UseCors();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/emoji", async (Feeling feeling, IChatClient chat) => // Compliant: signed in, limited and recorded
    (await chat.GetResponseAsync($"An emoji for {feeling.Text}")).Text);
app.Run();

internal sealed record Feeling(string Text);
