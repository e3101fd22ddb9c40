using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using EndpointClassesInGroup;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
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
app.MapEndpoints();
app.Run();
