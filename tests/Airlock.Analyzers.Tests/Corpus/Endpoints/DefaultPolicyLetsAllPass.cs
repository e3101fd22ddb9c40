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
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder()
    .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build())
    .AddPolicy("scoped", policy => policy.RequireAssertion(context => context.User.HasClaim("scope", "ai")));

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/pitch", PitchAsync).RequireAuthorization(); // Noncompliant {{AIR3001}}
app.MapPost("/pitch/board", PitchAsync).RequireAuthorization("scoped"); // Compliant: the assertion looks at a claim
app.Run();

static async Task<string> PitchAsync(Startup startup, IChatClient chat) => (await chat.GetResponseAsync($"A pitch for {startup.Idea}")).Text;

internal sealed record Startup(string Idea);
