// The same worker with encrypted connections; on a developer's machine it asks the box under the desk.
using Microsoft.Extensions.Options;
using OllamaSharp;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOptions<ModelOptions>().BindConfiguration("Model").ValidateOnStart();
builder.Services.AddSingleton<IChatClient>(services =>
{
    var options = services.GetRequiredService<IOptions<ModelOptions>>().Value;
    return new OllamaApiClient(options.Endpoint, options.Name); // Compliant: https in the settings of production
});
builder.Services.AddHostedService<Worker>();
builder.Build().Run();

internal sealed class ModelOptions
{
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:11434"); // Compliant: this machine

    public string Name { get; set; } = "llama3";
}

internal sealed class Worker(IChatClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        Console.WriteLine((await client.GetResponseAsync("Say hello.", cancellationToken: stoppingToken)).Text);
}
