using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using QuietExceptionHandler;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddExceptionHandler<QuietHandler>();
builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    context.ProblemDetails.Extensions["trace"] = context.HttpContext.TraceIdentifier); // Compliant: an id to look up, no reason

var app = builder.Build();
app.UseExceptionHandler();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/verse", async (Theme theme, IChatClient chat) => (await chat.GetResponseAsync($"A verse on {theme.Name}")).Text); // Compliant: signed in, limited and recorded
app.Run();
