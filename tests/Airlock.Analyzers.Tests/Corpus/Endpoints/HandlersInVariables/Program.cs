using System.Threading.RateLimiting;
using HandlersInVariables;
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
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var outline = async (Chapter chapter, IChatClient chat) => (await chat.GetResponseAsync($"An outline of {chapter.Title}")).Text;
Func<Chapter, string> normalize = chapter => chapter.Title.Trim();
Delegate continuation = async (Chapter chapter, IChatClient chat) =>
{
    var text = await ContinueAsync(chat, chapter.Text);
    return Results.Ok(text);
};

app.MapPost("/outline", outline); // Noncompliant {{AIR3001}}
app.MapPost("/outline/mine", outline).RequireAuthorization(); // Compliant: signed-in users only
app.MapPost("/normalize", normalize); // Compliant: runs no model
app.MapPost("/continue", continuation); // Noncompliant {{AIR3001}}
app.MapPost("/epilogue", BookHandlers.Epilogue); // Noncompliant {{AIR3001}}
app.MapPost("/blurb", BookHandlers.Blurb).RequireAuthorization("author"); // Compliant: authors only
app.Run();

static async Task<string> ContinueAsync(IChatClient chat, string text)
{
    return await CompleteAsync($"Continue: {text}");

    async Task<string> CompleteAsync(string prompt) => (await chat.GetResponseAsync(prompt)).Text;
}
