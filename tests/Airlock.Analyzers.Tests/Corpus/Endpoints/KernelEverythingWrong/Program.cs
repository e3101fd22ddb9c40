using KernelEverythingWrong;
using Microsoft.SemanticKernel;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddKernel().AddOpenAIChatCompletion("gpt-4o-mini", builder.Configuration["OpenAI:ApiKey"]!);
builder.Services.AddSingleton<Critic>();

var app = builder.Build();
app.MapPost("/critic", (Painting painting, Critic critic) => critic.JudgeAsync(painting)); // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}} {{AIR3007}}
app.MapPost("/critic/stream", (Painting painting, Critic critic) => critic.JudgeStreaming(painting)); // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}} {{AIR3007}}
app.MapGet("/critic/{name}", async (string name, Kernel kernel) => // Noncompliant {{AIR3001}} {{AIR3003}} {{AIR3006}}
    (await kernel.InvokePromptAsync($"Who painted {name}?")).GetValue<string>());
app.Run();
