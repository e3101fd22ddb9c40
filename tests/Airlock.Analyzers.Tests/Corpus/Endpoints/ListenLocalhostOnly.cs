using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(7071, listen => listen.UseHttps()));
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddW3CLogging(_ => { });

var app = builder.Build();
app.UseW3CLogging();
app.MapPost("/rename", async (Symbols symbols, IChatClient chat) => // Compliant: listens on this machine only
    (await chat.GetResponseAsync($"Better names for: {string.Join(", ", symbols.Names)}")).Text);
app.Run();

internal sealed record Symbols(string[] Names);
