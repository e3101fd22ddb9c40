using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.ML;
using SentimentMl;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<MLContext>();
builder.Services.AddScoped<SentimentService>();
builder.Services.AddControllers();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
app.Run();
