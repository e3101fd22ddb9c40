using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
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
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("tenant").Build();
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("admin", policy => policy.RequireRole("admin"))
    .SetFallbackPolicy(signedIn);

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
var minutes = app.MapGroup("/minutes");
minutes.MapPost("/", async (Meeting meeting, IChatClient chat, CancellationToken cancellation) => // Compliant: the fallback policy
{
    var response = await chat.GetResponseAsync($"Write the minutes:\n{meeting.Transcript}", cancellationToken: cancellation);
    return TypedResults.Ok(new { minutes = response.Text });
});
app.Run();

internal sealed record Meeting(string Transcript);
