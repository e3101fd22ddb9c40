// The same worker; its log knows how much was said, by which model, and how it ended.
using Airlock.Corpus.Letters;
using OllamaSharp;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<IChatClient>(new OllamaApiClient("https://models.contoso.net", "llama3")); // Compliant: encrypted
builder.Services.AddSingleton<LetterService>();
builder.Build();
