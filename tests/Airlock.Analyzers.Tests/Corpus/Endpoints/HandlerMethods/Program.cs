using System.Threading.RateLimiting;
using HandlerMethods;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<TranslationHandler>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var translation = app.Services.GetRequiredService<TranslationHandler>();
app.MapPost("/summaries", SummaryHandlers.Summarize); // Noncompliant {{AIR3001}}
app.MapPost("/summaries/internal", SummaryHandlers.Summarize).RequireAuthorization(); // Compliant: same handler, protected route
app.MapPost("/titles", SummaryHandlers.Title); // Compliant: the handler has [Authorize]
app.MapPost("/translations", translation.TranslateAsync); // Noncompliant {{AIR3001}}
app.MapPost("/translations/team", translation.TranslateAsync).RequireAuthorization(policy => policy.RequireRole("editor")); // Compliant: editors only
app.MapGet("/languages", translation.Languages); // Compliant: runs no model
app.MapPost("/keywords", KeywordsAsync); // Noncompliant {{AIR3001}}
app.Run();

static async Task<string[]> KeywordsAsync(Article article, IChatClient chat)
{
    var response = await chat.GetResponseAsync($"List five keywords, separated by commas, for:\n{article.Body}");
    return response.Text.Split(',', StringSplitOptions.TrimEntries);
}
