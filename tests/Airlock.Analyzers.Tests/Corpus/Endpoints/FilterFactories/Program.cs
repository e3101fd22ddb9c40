using System.Threading.RateLimiting;
using FilterFactories;
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

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
var keyed = app.MapGroup("/keyed").AddEndpointFilterFactory((factory, next) =>
{
    var expected = factory.ApplicationServices.GetRequiredService<IConfiguration>()["ApiKey"];
    return async invocation =>
    {
        if (invocation.HttpContext.Request.Headers["X-Api-Key"] != expected)
        {
            return Results.Unauthorized();
        }

        return await next(invocation);
    };
});
keyed.MapPost("/alt-text", AltText.WriteAsync); // Compliant: the filter of the factory demands a key

app.MapPost("/alt-text", AltText.WriteAsync).AddEndpointFilterFactory((factory, next) => async invocation => // Noncompliant {{AIR3001}}
{
    var logger = factory.ApplicationServices.GetRequiredService<ILogger<AltText>>();
    logger.LogInformation("Alternative text from {Agent}", invocation.HttpContext.Request.Headers.UserAgent);
    return await next(invocation);
});

app.MapPost("/office/alt-text", AltText.WriteAsync).WithApiKey(); // Compliant: the method adds a filter that demands a key
app.MapPost("/docs/alt-text", AltText.WriteAsync).WithDocumentation(); // Noncompliant {{AIR3001}}
app.MapPost("/intranet/alt-text", AltText.WriteAsync).AddEndpointFilter(new NetworkFilter("10.0.0.")); // Compliant: the filter refuses other networks
app.Run();
