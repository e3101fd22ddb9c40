using System.Threading.RateLimiting;
using AnonymousSpellings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
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
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var api = app.MapGroup("/api").RequireAuthorization();
api.MapPost("/ask", Assistant.AskAsync); // Compliant: the group
api.MapPost("/ask/demo", Assistant.AskAsync).AllowAnonymous(); // Noncompliant {{AIR3002}}
api.MapPost("/ask/trial", [AllowAnonymous] async (Ask ask, IChatClient chat) => // Noncompliant {{AIR3002}}
    (await chat.GetResponseAsync(ask.Text)).Text);
api.MapPost("/ask/sample", Assistant.AskAsync).WithMetadata(new AllowAnonymousAttribute()); // Noncompliant {{AIR3002}}
api.MapPost("/ask/open", Assistant.AskOpenAsync); // Noncompliant {{AIR3002}}

var kiosk = api.MapGroup("/kiosk").AllowAnonymous();
kiosk.MapPost("/ask", Assistant.AskAsync); // Noncompliant {{AIR3002}}
kiosk.MapGet("/opening-hours", () => "9-17"); // Compliant: runs no model

var landing = app.MapPost("/landing/ask", Assistant.AskAsync); // Noncompliant {{AIR3002}}
landing.AllowAnonymous();

if (app.Environment.IsDevelopment())
{
    app.MapPost("/playground", Assistant.AskAsync).AllowAnonymous(); // Compliant: exists in development only
}

app.Run();
