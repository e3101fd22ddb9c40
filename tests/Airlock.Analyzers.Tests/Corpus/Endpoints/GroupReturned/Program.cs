using System.Threading.RateLimiting;
using GroupReturned;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

var open = app.CreateApi("open");
open.MapPost("/haiku", PoemHandlers.HaikuAsync); // Noncompliant {{AIR3001}}

var members = app.CreateMembersApi();
members.MapPost("/haiku", PoemHandlers.HaikuAsync); // Compliant: the method returns a protected group

app.CreateApi("editors").RequireAuthorization().MapPost("/sonnet", PoemHandlers.SonnetAsync); // Compliant: protected after it was returned
app.MapLimerick().RequireAuthorization();
app.MapBallad().WithName("Ballad");
app.Run();
