using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using RawHttpCompletion;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddHttpClient();
builder.Services.AddHttpClient<ClaudeClient>(client =>
{
    client.BaseAddress = new Uri("https://api.anthropic.com/");
    client.DefaultRequestHeaders.Add("x-api-key", builder.Configuration["Anthropic:ApiKey"]);
});
builder.Services.AddHttpClient<WeatherClient>(client => client.BaseAddress = new Uri("https://weather.example.com/"));

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/complete", async (Prompt prompt, IHttpClientFactory factory, IConfiguration configuration) => // Noncompliant {{AIR3001}}
{
    var client = factory.CreateClient();
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", configuration["OpenAI:ApiKey"]);
    var body = new { model = "gpt-4o-mini", max_tokens = 300, messages = new[] { new { role = "user", content = prompt.Text } } };
    using var response = await client.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", body);
    using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
    return Results.Text(document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
});
app.MapPost("/claude", (Prompt prompt, ClaudeClient claude) => claude.CompleteAsync(prompt.Text)); // Noncompliant {{AIR3001}}
app.MapPost("/claude/staff", (Prompt prompt, ClaudeClient claude) => claude.CompleteAsync(prompt.Text)).RequireAuthorization(); // Compliant: staff only
app.MapPost("/weather", (Prompt prompt, WeatherClient weather) => weather.TodayAsync(prompt.Text)); // Compliant: runs no model
app.Run();
