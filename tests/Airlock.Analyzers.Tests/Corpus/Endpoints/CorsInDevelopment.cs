using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddCors(options => options.AddPolicy("site", policy =>
    policy.WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? []).AllowAnyHeader())); // Compliant: origins of the configuration

var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyMethod().AllowAnyHeader()); // Compliant: in development only
}
else
{
    app.UseCors("site");
}

app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/chess", async (Position position, IChatClient chat) => // Compliant: signed in, limited and recorded
    (await chat.GetResponseAsync($"The best move: {position.Fen}")).Text);
app.Run();

internal sealed record Position(string Fen);
