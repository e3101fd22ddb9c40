using System.Threading.RateLimiting;
using EndpointFilters;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddSingleton<ApiKeys>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();

app.MapPost("/v1/rewrite", Rewriter.RewriteAsync).AddEndpointFilter<ApiKeyFilter>(); // Compliant: the filter demands a key
app.MapPost("/v1/shorten", Rewriter.ShortenAsync).AddEndpointFilter<TimingFilter>(); // Noncompliant {{AIR3001}}
app.MapPost("/v1/lengthen", Rewriter.ShortenAsync).AddEndpointFilter<NotEmptyFilter>(); // Noncompliant {{AIR3001}}
app.MapPost("/v1/polish", Rewriter.RewriteAsync) // Compliant: the last filter demands a key
    .AddEndpointFilter<TimingFilter>()
    .AddEndpointFilter<NotEmptyFilter>()
    .AddEndpointFilter<ApiKeyFilter>();

var partners = app.MapGroup("/partners").AddEndpointFilter(async (context, next) =>
{
    var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeys>();
    return keys.Contains(context.HttpContext.Request.Headers["X-Api-Key"])
        ? await next(context)
        : Results.StatusCode(StatusCodes.Status403Forbidden);
});
partners.MapPost("/rewrite", Rewriter.RewriteAsync); // Compliant: the group's filter demands a key

var trial = app.MapGroup("/trial").AddEndpointFilter(async (context, next) =>
{
    var started = Stopwatch.GetTimestamp();
    var result = await next(context);
    context.HttpContext.Response.Headers["Server-Timing"] = $"app;dur={Stopwatch.GetElapsedTime(started).TotalMilliseconds}";
    return result;
});
trial.MapPost("/rewrite", Rewriter.RewriteAsync); // Noncompliant {{AIR3001}}
app.Run();
