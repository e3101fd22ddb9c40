// A support chat for a small shop, written in a hurry. It works, and every mistake in it is one that real
// applications make. Each is marked with the rule of the gate that sees it; SecureChat is the same done right.
using System.Threading.RateLimiting;
using InsecureChat;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers().AddNewtonsoftJson();
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(SupportController.Limit, limiter =>
{
    limiter.PermitLimit = 20;
    limiter.Window = TimeSpan.FromMinutes(1);
    limiter.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
}));
builder.Services.AddCors();
builder.Services.AddSingleton(ModelClients.CreateChatClient());
builder.Services.AddSingleton<OrderDatabase>();
builder.Services.AddSingleton<OrderReports>();
builder.Services.AddSingleton<MessageTriage>();
builder.Services.AddSingleton<ServerMaintenance>();

var app = builder.Build();

// AIR3005: a script on any web site may ask the shop's model, from the address of whoever visits that site.
app.UseCors(policy => policy.AllowAnyOrigin());
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.MapControllers();
app.MapGet("/health", () => Results.Ok(new { status = "up" }));

// AIR3001: whoever finds this address can spend the shop's money at the model's provider.
// AIR3003: as fast as they like, because no policy of the limiter is applied to it.
// AIR3006: nobody will know afterwards, because nothing is written down.
// AIR3007: and a single question may be as long as the model's context.
app.MapPost("/chat", async (ChatRequest request, IChatClient model, CancellationToken cancellation) =>
{
    try
    {
        var answer = await model.GetResponseAsync(
            [new(ChatRole.System, "You help customers of a bookshop."), new(ChatRole.User, request.Message)],
            cancellationToken: cancellation);
        return Results.Ok(new { answer = answer.Text });
    }
    catch (Exception failure)
    {
        // AIR3004: the caller reads how the shop talks to its provider.
        return Results.Problem(failure.Message);
    }
});

app.Run();
