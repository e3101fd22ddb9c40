using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.ML.OnnxRuntime;
using OnnxScoring;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddHttpLogging(options => options.CombineLogs = true);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton(_ => new InferenceSession(Path.Combine(builder.Environment.ContentRootPath, "models", "churn.onnx")));
builder.Services.AddSingleton<ChurnModel>();

var app = builder.Build();
app.UseHttpLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/churn", (Customer customer, ChurnModel model) => new { probability = model.Score(customer) }); // Noncompliant {{AIR3001}}
app.MapPost("/crm/churn", (Customer[] customers, ChurnModel model) => customers.Select(model.Score).ToArray()).RequireAuthorization(); // Compliant: authorization on the route
app.MapGet("/churn/inputs", (ChurnModel model) => model.Inputs); // Compliant: runs no model
app.Run();
