using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using NestedGroups;
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
builder.Services.AddSingleton<Classifier>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var api = app.MapGroup("/api");
var v1 = api.MapGroup("/v1").WithTags("v1");
var v2 = api.MapGroup("/v2").RequireAuthorization();

v1.MapGroup("/tickets").MapPost("/classify", (Ticket ticket, Classifier classifier) => classifier.ClassifyAsync(ticket)); // Noncompliant {{AIR3001}}
v1.MapPost("/tickets/route", async (Ticket ticket, Classifier classifier) => // Noncompliant {{AIR3001}}
{
    var category = await classifier.ClassifyAsync(ticket);
    return category == "billing" ? "finance" : "support";
});

var tickets = v2.MapGroup("/tickets");
tickets.MapPost("/classify", (Ticket ticket, Classifier classifier) => classifier.ClassifyAsync(ticket)); // Compliant: the group around the group
tickets.MapGroup("/bulk").MapPost("/classify", async (Ticket[] batch, Classifier classifier) => // Compliant: two groups further out
    await Task.WhenAll(batch.Select(classifier.ClassifyAsync)));

app.Run();
