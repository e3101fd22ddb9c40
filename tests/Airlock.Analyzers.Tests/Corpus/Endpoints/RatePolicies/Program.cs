using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using OllamaSharp;
using RatePolicies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.AddFixedWindowLimiter("chat", limiter =>
    {
        limiter.PermitLimit = 10;
        limiter.Window = TimeSpan.FromMinutes(1);
    });
    options.AddConcurrencyLimiter("batch", limiter => limiter.PermitLimit = 2);
});

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/riddle", Riddles.RiddleAsync).RequireRateLimiting("chat"); // Compliant: a policy on the route
app.MapPost("/hint", Riddles.HintAsync); // Noncompliant {{AIR3003}}
app.MapPost("/solution", Riddles.SolutionAsync); // Compliant: the policy is on the handler
app.MapPost("/rhyme", [EnableRateLimiting("chat")] async (Riddle riddle, IChatClient chat) => // Compliant: the policy is on the lambda
    (await chat.GetResponseAsync($"A rhyme on {riddle.Word}")).Text);

var batch = app.MapGroup("/batch").RequireRateLimiting("batch");
batch.MapPost("/riddles", Riddles.RiddleAsync); // Compliant: the policy is on the group
batch.MapPost("/hints", Riddles.HintAsync).DisableRateLimiting(); // Noncompliant {{AIR3003}}

var later = app.MapGroup("/later");
later.MapPost("/riddles", Riddles.RiddleAsync); // Compliant: the group gets its policy afterwards
later.RequireRateLimiting("chat");
app.Run();
