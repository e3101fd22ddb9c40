using KernelEverythingRight;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.SemanticKernel;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddKernel().AddOpenAIChatCompletion("gpt-4o-mini", builder.Configuration["OpenAI:ApiKey"]!);
builder.Services.AddSingleton<Critic>();
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorization(options => options.AddPolicy("visitors", policy => policy.RequireClaim("ticket")));
builder.Services.AddRateLimiter(options => options.AddTokenBucketLimiter("critic", bucket =>
{
    bucket.TokenLimit = 10;
    bucket.TokensPerPeriod = 5;
    bucket.ReplenishmentPeriod = TimeSpan.FromMinutes(1);
}));

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
var museum = app.MapGroup("/museum").RequireAuthorization("visitors").RequireRateLimiting("critic");
museum.MapPost("/critic", (Painting painting, Critic critic) => critic.JudgeAsync(painting)); // Compliant
museum.MapGet("/critic/{name}", async (string name, Kernel kernel, ILogger<Critic> logger) => // Compliant
{
    logger.LogInformation("Somebody asks for a painter");
    return (await kernel.InvokePromptAsync($"Who painted {name}?")).GetValue<string>();
});
app.Run();
