using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using OwnAuthorizeAttributes;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddControllers();
builder.Services.AddSignalR();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
app.MapHub<MembersHub>("/members"); // Compliant: an attribute derived from AuthorizeAttribute
app.MapHub<VisitorsHub>("/visitors"); // Noncompliant {{AIR3002}}
app.MapPost("/tips", [Members] async (Game game, IChatClient chat) => // Compliant: an attribute derived from AuthorizeAttribute
    (await chat.GetResponseAsync($"A tip for {game.Name}")).Text);
app.MapPost("/tips/scoped", Tips.FindAsync).WithMetadata(new ScopeAttribute("tips")); // Compliant: metadata that demands authorization
app.MapPost("/tips/plain", Tips.FindAsync).WithMetadata(new AudienceAttribute("players")); // Noncompliant {{AIR3001}}
app.MapPost("/tips/meta", Tips.FindAsync).WithMetadata(new AuthorizeAttribute { Roles = "player" }); // Compliant: metadata that demands authorization
app.Run();
