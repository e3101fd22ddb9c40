using OllamaSharp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(_ => new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2"))
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddHttpLogging(_ => { });
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseHttpLogging();
app.UseAuthorization();
app.MapPost("/horoscope", async (Sign sign, IChatClient chat) => // Noncompliant {{AIR3001}} {{AIR3003}}
    (await chat.GetResponseAsync($"A horoscope for {sign.Name}")).Text);
app.MapPost("/horoscope/free", async (Sign sign, IChatClient chat) => // Noncompliant {{AIR3002}} {{AIR3003}}
    (await chat.GetResponseAsync($"A short horoscope for {sign.Name}")).Text).AllowAnonymous();
app.Run();

internal sealed record Sign(string Name);
