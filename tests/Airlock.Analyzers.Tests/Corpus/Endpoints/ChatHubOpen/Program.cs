using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using ChatHubOpen;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSignalR();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapHub<AssistantHub>("/hubs/assistant"); // Noncompliant {{AIR3001}}
app.MapHub<StaffHub>("/hubs/staff"); // Compliant: [Authorize] on the hub
app.MapHub<AssistantHub>("/hubs/intranet").RequireAuthorization(); // Compliant: authorization on the route
app.MapHub<PresenceHub>("/hubs/presence"); // Compliant: runs no model
app.MapHub<HalfOpenHub>("/hubs/half"); // Noncompliant {{AIR3001}}
app.MapHub<GuardedHub>("/hubs/guarded"); // Compliant: [Authorize] on the method that runs the model
app.Run();
