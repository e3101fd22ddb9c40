using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;
using OllamaSharp;
using RateHubs;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddSignalR();
builder.Services.AddRateLimiter(options => options.AddConcurrencyLimiter("hubs", limiter => limiter.PermitLimit = 100));

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapHub<StoryHub>("/story").RequireRateLimiting("hubs"); // Compliant: a policy on the route
app.MapHub<StoryHub>("/story/beta"); // Noncompliant {{AIR3003}}
app.MapHub<LimitedHub>("/story/limited"); // Compliant: the hub acquires a lease for each call
app.Run();
