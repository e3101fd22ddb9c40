using OllamaSharp;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(options => options.CombineLogs = true);

var app = builder.Build();
app.UseHttpLogging();
app.MapPost("/complete", async (Snippet snippet, IChatClient chat) => // Compliant: listens on this machine only
{
    var completion = await chat.GetResponseAsync($"Complete this code:\n{snippet.Code}");
    return TypedResults.Text(completion.Text);
});
app.Run("http://127.0.0.1:5080");

internal sealed record Snippet(string Code);
