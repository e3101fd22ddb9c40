using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;
using RequestHandlers;

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
builder.Services.AddScoped<Dispatcher>();
builder.Services.AddScoped<IRequestHandler<TranslateText, string>, TranslateTextHandler>();
builder.Services.AddScoped<IRequestHandler<CountWords, int>, CountWordsHandler>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/translate", (TranslateText request, IRequestHandler<TranslateText, string> handler, CancellationToken cancellation) => // Noncompliant {{AIR3001}}
    handler.HandleAsync(request, cancellation));
app.MapPost("/translate/members", (TranslateText request, IRequestHandler<TranslateText, string> handler, CancellationToken cancellation) => // Compliant: signed-in users only
    handler.HandleAsync(request, cancellation)).RequireAuthorization();
app.MapPost("/count", (CountWords request, IRequestHandler<CountWords, int> handler, CancellationToken cancellation) => // Compliant: the handler of that request runs no model
    handler.HandleAsync(request, cancellation));
app.Run();
