// A job that asks models over HTTP without an SDK.
using Airlock.Corpus.Raw;

var services = new ServiceCollection();
services.AddHttpClient<CompletionClient>(client => client.BaseAddress = new Uri("http://inference:8080")); // Noncompliant {{AIR3101}}
services.AddHttpClient("embeddings", client =>
{
    client.BaseAddress = new Uri("http://tei.internal:3000"); // Noncompliant {{AIR3101}}
    client.Timeout = TimeSpan.FromSeconds(30);
});
services.AddSingleton<EmbeddingClient>();
await using var provider = services.BuildServiceProvider();
Console.WriteLine(await provider.GetRequiredService<CompletionClient>().CompleteAsync("Say hello."));
await provider.GetRequiredService<EmbeddingClient>().EmbedAsync("hello");
