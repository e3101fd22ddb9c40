using System.Threading.RateLimiting;
using McpServerOpen;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddMcpServer().WithHttpTransport().WithTools<DocumentTools>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.MapMcp(); // Noncompliant {{AIR3001}}
app.Run();
