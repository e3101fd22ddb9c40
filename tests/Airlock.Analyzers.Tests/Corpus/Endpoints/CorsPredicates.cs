using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddCors(options =>
{
    options.AddPolicy("any", policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials()); // Noncompliant {{AIR3005}}
    options.AddPolicy("star", policy => policy.WithOrigins("*").AllowAnyHeader()); // Noncompliant {{AIR3005}}
    options.AddPolicy("own", policy => policy.SetIsOriginAllowed(origin => new Uri(origin).Host == "app.example.com").AllowCredentials()); // Compliant: looks at the origin
});

var app = builder.Build();
app.UseCors("any");
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
var recipes = app.MapGroup("/recipes").RequireCors("star");
recipes.MapPost("/", CookAsync); // Compliant: the policy is reported where it is made
app.MapPost("/diet", CookAsync); // Compliant: the policy is reported where it is made
app.MapPost("/kitchen", CookAsync).RequireCors("own"); // Compliant: looks at the origin
app.Run();

static async Task<string> CookAsync(Dish dish, IChatClient chat) => (await chat.GetResponseAsync($"How is {dish.Name} cooked?")).Text;

internal sealed record Dish(string Name);
