// A worker whose traces hold every conversation.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenTelemetry.Trace;

AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", true); // Noncompliant {{AIR3201}}
Environment.SetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"); // Noncompliant {{AIR3201}}
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddFilter("Microsoft.Extensions.AI", LogLevel.Trace); // Noncompliant {{AIR3201}}
builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Experimental.Microsoft.Extensions.AI"));
var options = new OpenAIClientOptions
{
    ClientLoggingOptions = new ClientLoggingOptions
    {
        EnableLogging = true,
        EnableMessageContentLogging = true, // Noncompliant {{AIR3201}}
    },
};
builder.Services.AddChatClient(new OpenAIClient(new ApiKeyCredential(Environment.GetEnvironmentVariable("KEY")!), options).GetChatClient("gpt-4o").AsIChatClient())
    .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true) // Noncompliant {{AIR3201}}
    .UseLogging();
builder.Services.AddEmbeddingGenerator(services => services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>())
    .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = builder.Configuration.GetValue<bool>("Telemetry:Content"));
builder.Build().Run();
