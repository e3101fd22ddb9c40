using System.ClientModel;
using System.Threading.Channels;
using Azure.AI.OpenAI;
using BackgroundQueue;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatClient(services => new AzureOpenAIClient(
        new Uri(services.GetRequiredService<IConfiguration>()["AzureOpenAI:Endpoint"]!),
        new ApiKeyCredential(services.GetRequiredService<IConfiguration>()["AzureOpenAI:ApiKey"]!))
    .GetChatClient("chat").AsIChatClient())
    .ConfigureOptions(options => options.MaxOutputTokens = 800);
builder.Services.AddSingleton(Channel.CreateBounded<TranscriptJob>(100));
builder.Services.AddSingleton<JobStore>();
builder.Services.AddHostedService<TranscriptWorker>();

var app = builder.Build();
app.MapPost("/transcripts", async (TranscriptRequest request, Channel<TranscriptJob> jobs, JobStore store) => // Compliant: puts work into a queue, runs no model itself
{
    var job = new TranscriptJob(Guid.NewGuid(), request.Text);
    store.Start(job.Id);
    await jobs.Writer.WriteAsync(job);
    return Results.Accepted($"/transcripts/{job.Id}");
});
app.MapGet("/transcripts/{id:guid}", (Guid id, JobStore store) => store.Find(id) is { } text ? Results.Ok(text) : Results.NotFound()); // Compliant: runs no model
app.Run();
