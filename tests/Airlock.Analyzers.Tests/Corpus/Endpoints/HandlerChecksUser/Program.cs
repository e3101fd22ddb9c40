using System.Security.Claims;
using System.Threading.RateLimiting;
using HandlerChecksUser;
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
builder.Services.AddAuthorization();
builder.Services.AddScoped<Coach>();
builder.Services.AddSingleton<Subscriptions>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/coach", async (HttpContext context, Exercise exercise, Coach coach) => // Compliant: the handler refuses strangers
{
    if (context.User.Identity is not { IsAuthenticated: true })
    {
        return Results.Unauthorized();
    }

    return Results.Ok(await coach.AdviseAsync(exercise));
});
app.MapPost("/coach/premium", async (ClaimsPrincipal user, Exercise exercise, Coach coach, Subscriptions subscriptions) => // Compliant: subscribers only
{
    var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
    if (id is null || !subscriptions.IsActive(id))
    {
        return Results.Forbid();
    }

    return Results.Ok(await coach.AdviseAsync(exercise));
});
app.MapPost("/coach/trial", async (ClaimsPrincipal user, Exercise exercise, Coach coach) => // Noncompliant {{AIR3001}}
{
    var name = user.Identity?.Name ?? "guest";
    return Results.Ok($"{name}: {await coach.AdviseAsync(exercise)}");
});
app.MapPost("/coach/logged", async (HttpContext context, Exercise exercise, Coach coach, ILogger<Coach> logger) => // Noncompliant {{AIR3001}}
{
    if (context.User.Identity?.IsAuthenticated != true)
    {
        logger.LogWarning("A guest asks the coach");
    }

    return Results.Ok(await coach.AdviseAsync(exercise));
});
app.Run();
