using AzureFunctions;
using OpenAI;

var host = new HostBuilder()
    .ConfigureServices(services =>
    {
        services.AddChatClient(new OpenAIClient(Environment.GetEnvironmentVariable("OPENAI_API_KEY")).GetChatClient("gpt-4o-mini").AsIChatClient())
            .ConfigureOptions(options => options.MaxOutputTokens = 400);
        services.AddSingleton<Throttle>();
    })
    .Build();
host.Run();
