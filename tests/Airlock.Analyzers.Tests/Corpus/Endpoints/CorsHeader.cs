using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authorization;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/captions", async (HttpContext context, Film film, IChatClient chat) => // Compliant: signed in, limited and recorded
{
    context.Response.Headers["Access-Control-Allow-Origin"] = "*"; // Noncompliant {{AIR3005}}
    return Results.Ok((await chat.GetResponseAsync($"A caption for {film.Title}")).Text);
});
app.MapPost("/titles", async (HttpContext context, Film film, IChatClient chat) => // Compliant: one origin
{
    context.Response.Headers.AccessControlAllowOrigin = "https://films.example.com";
    return Results.Ok((await chat.GetResponseAsync($"A title for {film.Title}")).Text);
});
app.MapPost("/plots", async (HttpResponse response, Film film, IChatClient chat) => // Compliant: signed in, limited and recorded
{
    response.Headers.AccessControlAllowOrigin = "*"; // Noncompliant {{AIR3005}}
    return Results.Ok((await chat.GetResponseAsync($"A plot for {film.Title}")).Text);
});
app.Run();

internal sealed record Film(string Title);
