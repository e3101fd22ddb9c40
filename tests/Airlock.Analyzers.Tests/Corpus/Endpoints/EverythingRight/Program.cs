using System.ClientModel;
using Azure.AI.OpenAI;
using EverythingRight;
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
builder.Services.AddScoped<Concierge>();
builder.Services.AddProblemDetails();
builder.Services.AddSignalR(options => options.EnableDetailedErrors = builder.Environment.IsDevelopment());
builder.Services.AddControllers();
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("https://hotel.example.com").AllowAnyHeader()));
builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter("guests", window =>
{
    window.PermitLimit = 20;
    window.Window = TimeSpan.FromMinutes(1);
}));

var app = builder.Build();
app.UseExceptionHandler();
app.UseCors();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/concierge", async (Wish wish, Concierge concierge, ILogger<Concierge> logger) => // Compliant
{
    try
    {
        return Results.Ok(await concierge.FulfilAsync(wish));
    }
    catch (Exception ex)
    {
        logger.LogError(ex, "The concierge failed");
        return Results.Problem("The concierge is busy.");
    }
}).RequireRateLimiting("guests");
app.MapHub<ConciergeHub>("/concierge/live").RequireRateLimiting("guests"); // Compliant
app.MapControllers().RequireRateLimiting("guests");
app.Run();
