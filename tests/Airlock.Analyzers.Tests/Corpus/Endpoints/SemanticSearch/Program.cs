using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenAI;
using SemanticSearch;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
    _ => RateLimitPartition.GetConcurrencyLimiter("model", _ => new ConcurrencyLimiterOptions { PermitLimit = 8, QueueLimit = 16 })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddEmbeddingGenerator(_ =>
    new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetEmbeddingClient("text-embedding-3-small").AsIEmbeddingGenerator());
builder.Services.AddSingleton<ArticleIndex>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/search", (string text, ArticleIndex index) => index.FindAsync(text)); // Noncompliant {{AIR3001}}
app.MapGet("/search/members", (string text, ArticleIndex index) => index.FindAsync(text)).RequireAuthorization(); // Compliant: members only
app.MapGet("/articles", (ArticleIndex index) => index.Titles); // Compliant: runs no model
app.Run();
