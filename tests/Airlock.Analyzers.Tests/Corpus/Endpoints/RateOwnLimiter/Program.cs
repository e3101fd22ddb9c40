using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;
using RateOwnLimiter;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);
builder.Services.AddSingleton<TokenBudget>();

var app = builder.Build();
app.UseHttpLogging();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/menu", async (Taste taste, TokenBudget budget, IChatClient chat) => // Compliant: the handler acquires a lease
{
    using var lease = await budget.Limiter.AcquireAsync(1);
    if (!lease.IsAcquired)
    {
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    return Results.Ok((await chat.GetResponseAsync($"A menu with {taste.Food}")).Text);
});
app.MapPost("/menu/wine", Waiter.WineAsync).AddEndpointFilter<BudgetFilter>(); // Compliant: the filter answers 429
app.MapPost("/menu/dessert", Waiter.WineAsync).AddEndpointFilter(async (context, next) => // Noncompliant {{AIR3003}}
{
    context.HttpContext.Response.Headers.CacheControl = "no-store";
    return await next(context);
});

var calls = new ConcurrentDictionary<string, int>();
app.MapPost("/menu/free", async (HttpContext context, Taste taste, IChatClient chat) => // Compliant: counts calls and answers 429
{
    var count = calls.AddOrUpdate(context.Connection.RemoteIpAddress?.ToString() ?? "", 1, (_, known) => known + 1);
    if (count > 20)
    {
        return Results.Problem("Too many menus today.", statusCode: 429);
    }

    return Results.Ok((await chat.GetResponseAsync($"A free menu with {taste.Food}")).Text);
});
app.Run();
