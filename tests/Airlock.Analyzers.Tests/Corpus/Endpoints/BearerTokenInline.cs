using System.ClientModel;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Azure.AI.OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
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
builder.Services.AddHttpLogging(_ => { });

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
var secret = Encoding.UTF8.GetBytes(app.Configuration["Service:Token"]!);
app.Use(async (context, next) =>
{
    var header = context.Request.Headers.Authorization.ToString();
    if (!header.StartsWith("Bearer ", StringComparison.Ordinal)
        || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header["Bearer ".Length..]), secret))
    {
        context.Response.StatusCode = 401;
        return;
    }

    await next();
});
app.MapPost("/captions", async (Photo photo, IChatClient chat) => // Compliant: the middleware before it checks a token
{
    var caption = await chat.GetResponseAsync($"A caption for a photo that shows {photo.Subject}");
    return Results.Ok(new { caption = caption.Text });
});
app.Run();

internal sealed record Photo(string Subject);
