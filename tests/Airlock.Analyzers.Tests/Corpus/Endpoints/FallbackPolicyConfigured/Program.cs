using System.Threading.RateLimiting;
using FallbackPolicyConfigured;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
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
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.AddSecurity();
builder.Services.AddControllers();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
app.MapPost("/forecast/text", async (ForecastRequest request, IChatClient chat) => // Compliant: the fallback policy, set elsewhere
    (await chat.GetResponseAsync($"Describe this sales forecast: {request.Figures}")).Text);
app.Run();
