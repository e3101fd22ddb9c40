using System.Threading.RateLimiting;
using LeakModelFacts;
using Microsoft.AspNetCore.Authorization;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/answer", async (Query query, IChatClient chat) => // Compliant: signed in, limited and recorded
{
    var response = await chat.GetResponseAsync(query.Text);
    return Results.Ok(new { text = response.Text, model = response.ModelId }); // Noncompliant {{AIR3004}}
});
app.MapPost("/answer/usage", async (Query query, IChatClient chat) =>
{
    var response = await chat.GetResponseAsync(query.Text);
    return Results.Ok(new Answer(response.Text, response.Usage?.TotalTokenCount)); // Noncompliant {{AIR3004}}
});
app.MapPost("/answer/whole", async (Query query, IChatClient chat) =>
{
    var response = await chat.GetResponseAsync(query.Text);
    return TypedResults.Ok(response); // Noncompliant {{AIR3004}}
});
app.MapPost("/answer/provider", async (Query query, IChatClient chat) =>
{
    var metadata = chat.GetService<ChatClientMetadata>();
    var response = await chat.GetResponseAsync(query.Text);
    return Results.Ok(new { text = response.Text, by = metadata?.ProviderName }); // Noncompliant {{AIR3004}}
});
app.MapPost("/answer/text", async (Query query, IChatClient chat, ILogger<Query> logger) => // Compliant: the text goes out, the costs go into the log
{
    var response = await chat.GetResponseAsync(query.Text);
    logger.LogInformation("{Model} used {Tokens} tokens", response.ModelId, response.Usage?.TotalTokenCount);
    return Results.Ok(new Answer(response.Text, null));
});
app.MapPost("/answer/settings", async (Query query, IChatClient chat, IConfiguration configuration) =>
{
    var response = await chat.GetResponseAsync(query.Text);
    return Results.Ok(new { response.Text, endpoint = configuration["AzureOpenAI:Endpoint"] }); // Noncompliant {{AIR3004}}
});
app.MapPost("/answer/instructions", async (Query query, IChatClient chat) =>
{
    var response = await chat.GetResponseAsync([new(ChatRole.System, Instructions.Text), new(ChatRole.User, query.Text)]);
    return Results.Ok(new { response.Text, prompt = Instructions.Text }); // Noncompliant {{AIR3004}}
});
app.Run();
