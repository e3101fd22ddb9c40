using System.Threading.RateLimiting;
using LeakThroughService;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddScoped<JourneyPlanner>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/journey", async (Journey journey, JourneyPlanner planner) =>
{
    var plan = await planner.PlanAsync(journey);
    return plan.Error is null ? Results.Ok(plan.Text) : Results.UnprocessableEntity(plan.Error); // Noncompliant {{AIR3004}}
});
app.MapPost("/journey/quiet", async (Journey journey, JourneyPlanner planner) => // Compliant: what failed stays inside
{
    var plan = await planner.PlanAsync(journey);
    return plan.Error is null ? Results.Ok(plan.Text) : Results.UnprocessableEntity("There is no such journey.");
});
app.MapPost("/journey/events", async (HttpContext context, Journey journey, IChatClient chat) =>
{
    context.Response.ContentType = "text/event-stream";
    try
    {
        await foreach (var update in chat.GetStreamingResponseAsync($"Plan {journey.From} to {journey.To}"))
        {
            await context.Response.WriteAsync($"data: {update.Text}\n\n");
        }
    }
    catch (Exception ex)
    {
        await context.Response.WriteAsync($"event: error\ndata: {ex.Message}\n\n"); // Noncompliant {{AIR3004}}
    }
});
app.Run();
