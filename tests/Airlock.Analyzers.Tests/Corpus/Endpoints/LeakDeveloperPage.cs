using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);

var app = builder.Build();
app.UseDeveloperExceptionPage(); // Noncompliant {{AIR3004}}
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/pun", async (Word word, IChatClient chat) => (await chat.GetResponseAsync($"A pun on {word.Text}")).Text); // Compliant: signed in, limited and recorded
app.Run();

internal sealed record Word(string Text);
