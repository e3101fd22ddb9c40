// A worker that answers letters, and tells its log what was said.
using Airlock.Corpus.Letters;
using OllamaSharp;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<IChatClient>(new OllamaApiClient("https://models.contoso.net", "llama3"));
builder.Services.AddSingleton<LetterService>();
builder.Services.AddSingleton<AnswerLog>();
builder.Build();
