using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options =>
{
    options.FallbackPolicy = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .Build();
});

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/names", async (Product product, IChatClient chat) => // Compliant: the fallback policy
{
    var names = await chat.GetResponseAsync($"Ten names for this product: {product.Description}");
    return names.Text.Split('\n');
});
app.MapPost("/slogan", async (Product product, IChatClient chat) => // Noncompliant {{AIR3002}}
    (await chat.GetResponseAsync($"A slogan for this product: {product.Description}")).Text).AllowAnonymous();
app.MapGet("/health", () => "ok").AllowAnonymous(); // Compliant: runs no model
app.Run();

internal sealed record Product(string Description);
