using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
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
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddCors(options =>
{
    options.AddPolicy("site", policy => policy.WithOrigins("https://www.example.com").AllowAnyHeader().AllowAnyMethod()); // Compliant: one origin
    options.AddPolicy("widget", policy => policy.AllowAnyOrigin().WithMethods("POST")); // Noncompliant {{AIR3005}}
    options.AddPolicy("fonts", policy => policy.AllowAnyOrigin()); // Compliant: applied to what runs no model
    options.AddPolicy("old", policy => policy.AllowAnyOrigin().AllowAnyHeader()); // Compliant: nothing applies it
});

var app = builder.Build();
app.UseCors();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/advice", AdviseAsync).RequireCors("site"); // Compliant: one origin
app.MapPost("/widget/advice", AdviseAsync).RequireCors("widget"); // Compliant: the policy is reported where it is made
app.MapGet("/fonts/{name}", (string name) => Results.File($"fonts/{name}.woff2")).RequireCors("fonts");
app.Run();

static async Task<string> AdviseAsync(Trouble trouble, IChatClient chat) => (await chat.GetResponseAsync($"Advice on {trouble.Text}")).Text;

internal sealed record Trouble(string Text);
