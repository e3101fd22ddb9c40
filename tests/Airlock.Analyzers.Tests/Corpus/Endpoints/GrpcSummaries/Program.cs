using System.Threading.RateLimiting;
using GrpcSummaries;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddGrpc();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapGrpcService<SummaryService>(); // Noncompliant {{AIR3001}}
app.MapGrpcService<InternalSummaryService>(); // Compliant: [Authorize] on the service
app.MapGrpcService<KeyedSummaryService>(); // Compliant: the method checks a key
app.MapGrpcService<PartnerSummaryService>().RequireAuthorization("partners"); // Compliant: authorization on the route
app.Run();
