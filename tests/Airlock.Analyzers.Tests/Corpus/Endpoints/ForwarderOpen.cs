using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Yarp.ReverseProxy.Transforms;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddHttpForwarder();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
var key = app.Configuration["OpenAI:ApiKey"];
app.MapForwarder("/v1/{**rest}", "https://api.openai.com", transforms => transforms.AddRequestTransform(context => // Noncompliant {{AIR3001}}
{
    context.ProxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    return ValueTask.CompletedTask;
}));
app.MapForwarder("/team/v1/{**rest}", "https://api.openai.com").RequireAuthorization(); // Compliant: authorization on the route
app.MapForwarder("/weather/{**rest}", "https://api.weather.example.com"); // Compliant: runs no model
app.Run();
