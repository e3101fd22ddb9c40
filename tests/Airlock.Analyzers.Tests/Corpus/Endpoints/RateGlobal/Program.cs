using Microsoft.AspNetCore.Authorization;
using OpenAI;
using RateGlobal;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddModelLimits();

var app = builder.Build();
app.UseHttpLogging();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.MapPost("/questions", Questions.AskAsync); // Compliant: the global limiter
app.MapPost("/questions/urgent", Questions.AskAsync).DisableRateLimiting(); // Noncompliant {{AIR3003}}
app.Run();
