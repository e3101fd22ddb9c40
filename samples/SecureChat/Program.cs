// The application of InsecureChat, done right: who calls is known, what a caller may spend is bounded, the model's
// words never become code, and the models that run here are the very files that were vetted.
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using SecureChat;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 64 * 1024);
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
builder.Services.AddAuthorizationBuilder().AddPolicy(Policies.Staff, policy => policy.RequireRole("staff"));
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.AddPolicy(Policies.PerCaller, context => RateLimitPartition.GetFixedWindowLimiter(
        context.User.Identity?.Name ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
});
builder.Services.AddProblemDetails();
builder.Services.AddChatModel(builder.Configuration);
builder.Services.AddSingleton<OrderDatabase>();
builder.Services.AddSingleton<OrderReports>();
builder.Services.AddSingleton<ServerMaintenance>();
builder.Services.AddSingleton<MessageTriage>();

var app = builder.Build();
app.UseExceptionHandler();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.MapGet("/health", () => Results.Ok(new { status = "up" }));
app.MapPost("/chat", ChatEndpoints.ChatAsync).RequireAuthorization().RequireRateLimiting(Policies.PerCaller);
app.MapPost("/support/triage", ChatEndpoints.Triage).RequireAuthorization().RequireRateLimiting(Policies.PerCaller);
app.MapPost("/support/reports", ChatEndpoints.ReportAsync).RequireAuthorization(Policies.Staff).RequireRateLimiting(Policies.PerCaller);
app.MapPost("/support/maintenance", ChatEndpoints.MaintainAsync).RequireAuthorization(Policies.Staff).RequireRateLimiting(Policies.PerCaller);
app.Run();
