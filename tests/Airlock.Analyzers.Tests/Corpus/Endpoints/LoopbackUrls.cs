using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddChatClient(new OpenAIClient(builder.Configuration["OpenAI:ApiKey"]).GetChatClient("gpt-4o-mini").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(_ => { });

var app = builder.Build();
app.UseHttpLogging();
app.Urls.Add("http://localhost:5011");
app.Urls.Add("https://127.0.0.1:5012");
app.MapPost("/outline", async (Manuscript manuscript, IChatClient chat) => // Compliant: listens on this machine only
    (await chat.GetResponseAsync($"Outline: {manuscript.Text}")).Text);
app.Run();

internal sealed record Manuscript(string Text);
