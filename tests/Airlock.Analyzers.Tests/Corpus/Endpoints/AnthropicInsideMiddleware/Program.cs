using System.Threading.RateLimiting;
using Anthropic;
using AnthropicInsideMiddleware;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 30,
            TokensPerPeriod = 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(30),
        }));
});
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton(_ => new AnthropicClient { ApiKey = builder.Configuration["Anthropic:ApiKey"] });
builder.Services.AddSingleton<Translator>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1"), branch => branch.UseMiddleware<TranslationMiddleware>()); // Noncompliant {{AIR3001}}
app.MapPost("/translate", (TranslateRequest request, Translator translator) => translator.TranslateAsync(request.Text)).RequireAuthorization(); // Compliant: authorization on the route
app.Run();
