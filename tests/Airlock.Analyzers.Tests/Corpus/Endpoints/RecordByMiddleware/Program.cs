using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;
using RecordByMiddleware;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddControllers();

var app = builder.Build();
app.UseMiddleware<AuditMiddleware>();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
app.Run();
