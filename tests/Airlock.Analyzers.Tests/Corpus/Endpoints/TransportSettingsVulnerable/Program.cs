// A worker that summarises tickets over night; the address of the model stands in its settings.
using Microsoft.Extensions.Options;
using OllamaSharp;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.Configure<ModelOptions>(builder.Configuration.GetSection(ModelOptions.Section));
builder.Services.AddSingleton<IChatClient>(services =>
{
    var options = services.GetRequiredService<IOptions<ModelOptions>>().Value;
    return new OllamaApiClient(new Uri(options.Endpoint), options.Model);
});
builder.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(_ =>
    new OllamaApiClient(builder.Configuration["Search:Embeddings:Url"] ?? "http://embeddings.internal:11434", "bge-m3")); // Noncompliant {{AIR3101}}
builder.Services.AddHostedService<NightlySummaries>();
builder.Build().Run();
