using System.ClientModel;
using System.Net.Http;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using LeakExceptionText;
using Microsoft.AspNetCore.Authorization;

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
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/faq", async (FaqRequest request, IChatClient chat) => // Compliant: signed in, limited and recorded
{
    try
    {
        return Results.Ok((await chat.GetResponseAsync(request.Question)).Text);
    }
    catch (Exception ex)
    {
        return Results.Problem(ex.Message); // Noncompliant {{AIR3004}}
    }
});
app.MapPost("/faq/details", async (FaqRequest request, IChatClient chat, CancellationToken cancellation) =>
{
    try
    {
        return Results.Ok((await chat.GetResponseAsync(request.Question, cancellationToken: cancellation)).Text);
    }
    catch (HttpRequestException exception)
    {
        return Results.Json(new { error = "The model failed.", trace = exception.StackTrace }, statusCode: 502); // Noncompliant {{AIR3004}}
    }
    catch (Exception exception)
    {
        return TypedResults.Problem(
            title: "The question was not answered",
            detail: exception.ToString()); // Noncompliant {{AIR3004}}
    }
});
app.MapPost("/faq/safe", async (FaqRequest request, IChatClient chat, ILogger<FaqRequest> logger) => // Compliant: the reason is logged, and the caller hears nothing of it
{
    try
    {
        FaqRequest.Check(request);
        return Results.Ok((await chat.GetResponseAsync(request.Question)).Text);
    }
    catch (ArgumentException ex)
    {
        return Results.BadRequest(ex.Message); // Compliant: about the caller's own input
    }
    catch (FaqClosedException ex)
    {
        return Results.Conflict(ex.Message); // Compliant: the program's own words
    }
    catch (Exception ex)
    {
        logger.LogError(ex, "The model failed");
        return Results.Problem("The assistant is not available. Try again later.");
    }
});
app.Run();
