using System.Threading.RateLimiting;
using CorrelationMiddlewareApp;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 30,
            TokensPerPeriod = 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(30),
        }));
});
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddTransient<TenantMiddleware>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseMiddleware<CorrelationMiddleware>();
app.UseMiddleware<TenantMiddleware>();
app.Use(async (context, next) =>
{
    context.Response.Headers["X-Content-Type-Options"] = "nosniff";
    await next(context);
});
app.MapPost("/moderate", async (Comment comment, IChatClient chat) => // Noncompliant {{AIR3001}}
    (await chat.GetResponseAsync($"Is this comment rude? Answer yes or no. {comment.Text}")).Text);
app.Run();
