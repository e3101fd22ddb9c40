using System.ClientModel;
using System.Threading.RateLimiting;
using AnonymousButSigned;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddRateLimiter(options =>
    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));
builder.Services.AddW3CLogging(_ => { });
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<WebhookSignature>();

var app = builder.Build();
app.UseW3CLogging();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapPost("/webhooks/mail", async (HttpContext context, WebhookSignature signature, IChatClient chat) => // Compliant: the handler checks the signature itself
{
    using var reader = new StreamReader(context.Request.Body);
    var body = await reader.ReadToEndAsync();
    if (!signature.IsValid(context.Request.Headers["X-Signature"], body))
    {
        return Results.Unauthorized();
    }

    var summary = await chat.GetResponseAsync($"Summarize this mail: {body}");
    return Results.Ok(summary.Text);
}).AllowAnonymous();
app.MapPost("/webhooks/forms", async (HttpContext context, IChatClient chat) => // Noncompliant {{AIR3002}}
{
    var source = context.Request.Headers["X-Source"].ToString();
    using var reader = new StreamReader(context.Request.Body);
    var summary = await chat.GetResponseAsync($"Summarize this form from {source}: {await reader.ReadToEndAsync()}");
    return Results.Ok(summary.Text);
}).AllowAnonymous();
app.Run();
