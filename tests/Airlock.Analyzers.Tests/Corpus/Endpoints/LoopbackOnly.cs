using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.AspNetCore.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://localhost:5000");
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(options => options.CombineLogs = true);

var app = builder.Build();
app.UseHttpLogging();
app.MapPost("/commit-message", async (Diff diff, IChatClient chat) => // Compliant: listens on this machine only
    (await chat.GetResponseAsync($"Write a commit message for:\n{diff.Patch}")).Text);
app.Run();

internal sealed record Diff(string Patch);
