using System.Threading.RateLimiting;
using ActionFilters;
using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddSingleton<IOllamaApiClient>(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"));
builder.Services.AddScoped<PartnerKeyFilter>();
builder.Services.AddControllers(options => options.MaxModelValidationErrors = 20);

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.MapControllers();
app.Run();
