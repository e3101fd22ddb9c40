using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Hosting;
using Yarp.ReverseProxy.Configuration;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
RouteConfig[] routes = [new() { RouteId = "llm", ClusterId = "anthropic", Match = new RouteMatch { Path = "/llm/{**catch-all}" } }];
ClusterConfig[] clusters =
[
    new()
    {
        ClusterId = "anthropic",
        Destinations = new Dictionary<string, DestinationConfig> { ["messages"] = new() { Address = "https://api.anthropic.com/" } },
    },
];
builder.Services.AddReverseProxy().LoadFromMemory(routes, clusters);

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.MapReverseProxy(); // Noncompliant {{AIR3001}}
app.Run();
