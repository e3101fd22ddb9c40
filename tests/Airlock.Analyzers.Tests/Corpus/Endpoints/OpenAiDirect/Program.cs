using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI.Chat;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton(new ChatClient("gpt-4o-mini", builder.Configuration["OpenAI:ApiKey"]));
builder.Services.AddSingleton<OpenAiDirect.NameFinder>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/names", (OpenAiDirect.NameRequest request, OpenAiDirect.NameFinder finder) => finder.FindAsync(request)); // Noncompliant {{AIR3001}}
app.MapPost("/studio/names", (OpenAiDirect.NameRequest request, OpenAiDirect.NameFinder finder) => finder.FindAsync(request)) // Compliant: designers only
    .RequireAuthorization(policy => policy.RequireRole("designer"));
app.Run();
