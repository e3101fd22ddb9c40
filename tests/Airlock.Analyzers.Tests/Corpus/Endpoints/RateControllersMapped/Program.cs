using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddControllers();
builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter("api", window => (window.PermitLimit, window.Window) = (60, TimeSpan.FromMinutes(1))));

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers().RequireRateLimiting("api");
app.Run();
