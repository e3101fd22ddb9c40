using System.ClientModel;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authorization;
using RecordInHandlers;

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
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddScoped<Explainer>();

var app = builder.Build();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/law", async (Law law, IChatClient chat, ILogger<Law> logger) => // Compliant: logs each question
{
    logger.LogInformation("A question of {Length} characters", law.Question.Length);
    return (await chat.GetResponseAsync($"{law.Question} (paragraph {law.Paragraph})")).Text;
});
app.MapPost("/law/simple", (Law law, Explainer explainer) => explainer.ExplainAsync(law)); // Compliant: the service logs
app.MapPost("/law/traced", async (Law law, IChatClient chat) => // Compliant: an activity for each question
{
    using var activity = Telemetry.Source.StartActivity("law");
    activity?.SetTag("question.length", law.Question.Length);
    return (await chat.GetResponseAsync(law.Question)).Text;
});
app.MapPost("/law/filtered", Explainer.ShortAsync).AddEndpointFilter<RecordFilter>(); // Compliant: the filter logs
app.MapPost("/law/unseen", Explainer.ShortAsync); // Noncompliant {{AIR3006}}
app.Run();
