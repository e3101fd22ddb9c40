using System.Threading.RateLimiting;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Hosting.AGUI.AspNetCore;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
var chat = app.Services.GetRequiredService<IChatClient>();
AIAgent librarian = new ChatClientAgent(chat, instructions: "You find books.", name: "librarian");
AIAgent archivist = new ChatClientAgent(chat, instructions: "You find files of the archive.", name: "archivist");

app.MapOpenAIChatCompletions(librarian); // Noncompliant {{AIR3001}}
app.MapOpenAIResponses(archivist).RequireAuthorization(); // Compliant: authorization on the route
app.MapA2AHttpJson(librarian, "/a2a/librarian"); // Noncompliant {{AIR3001}}
app.MapGroup("/staff").RequireAuthorization().MapAGUIServer("/agui", archivist); // Compliant: authorization on the group
app.MapAGUIServer("/agui", librarian).AllowAnonymous(); // Noncompliant {{AIR3002}}
app.Run();
