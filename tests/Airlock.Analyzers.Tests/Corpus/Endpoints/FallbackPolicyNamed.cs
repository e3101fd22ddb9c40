using System.Threading.RateLimiting;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().AddFallbackPolicy("everybody-signs-in", policy => policy.RequireAuthenticatedUser());

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/contracts/risks", FindRisksAsync); // Compliant: the fallback policy
app.Run();

static async Task<IResult> FindRisksAsync(Contract contract, IChatClient chat, CancellationToken cancellation)
{
    var response = await chat.GetResponseAsync(
        [new(ChatRole.System, "You are a lawyer. List the risks."), new(ChatRole.User, contract.Text)],
        cancellationToken: cancellation);
    return Results.Ok(response.Text);
}

internal sealed record Contract(string Text);
