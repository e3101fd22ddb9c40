using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using OpenAI;
using Serilog;

var builder = WebApplication.CreateBuilder(args);
builder.Host.UseSerilog((context, logger) => logger.ReadFrom.Configuration(context.Configuration));
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseSerilogRequestLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/garden", async (Garden garden, IChatClient chat) => (await chat.GetResponseAsync($"Plants for {garden.Soil}")).Text); // Compliant: requests are logged
app.Run();

internal sealed record Garden(string Soil);
