// A support chat for a small shop, written in a hurry. It works, and every mistake in it is one that real
// applications make. Each is marked with the rule of the gate that sees it; SecureChat is the same done right.
using InsecureChat;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers().AddNewtonsoftJson();
builder.Services.AddSingleton(ModelClients.CreateChatClient());
builder.Services.AddSingleton<OrderDatabase>();
builder.Services.AddSingleton<OrderReports>();
builder.Services.AddSingleton<MessageTriage>();
builder.Services.AddSingleton<ServerMaintenance>();

var app = builder.Build();
app.MapControllers();
app.MapGet("/health", () => Results.Ok(new { status = "up" }));

// AIR3001: whoever finds this address can spend the shop's money at the model's provider.
app.MapPost("/chat", async (ChatRequest request, IChatClient model, CancellationToken cancellation) =>
{
    var answer = await model.GetResponseAsync(
        [new(ChatRole.System, "You help customers of a bookshop."), new(ChatRole.User, request.Message)],
        cancellationToken: cancellation);
    return Results.Ok(new { answer = answer.Text });
});

app.Run();
