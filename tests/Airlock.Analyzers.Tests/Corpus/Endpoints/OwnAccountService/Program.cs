using System.Threading.RateLimiting;
using OllamaSharp;
using OwnAccountService;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<Account>();
builder.Services.AddScoped<Baker>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.MapPost("/bread", async (Loaf loaf, Account account, Baker baker) => // Compliant: the service refuses callers without a session
{
    account.Demand();
    return Results.Ok(await baker.BakeAsync(loaf));
});
app.MapPost("/cake", async (Loaf loaf, Account account, Baker baker) => // Compliant: refuses callers without a session
{
    if (!account.IsKnown)
    {
        return Results.Unauthorized();
    }

    return Results.Ok(await baker.BakeAsync(loaf));
});
app.MapPost("/cookies", async (Loaf loaf, Account account, Baker baker) => // Noncompliant {{AIR3001}}
{
    var text = await baker.BakeAsync(loaf);
    return Results.Ok(new { text, greeting = account.IsKnown ? "Welcome back" : "Hello" });
});
app.Run();
