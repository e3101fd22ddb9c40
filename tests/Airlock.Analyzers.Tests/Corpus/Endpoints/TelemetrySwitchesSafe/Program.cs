// The same worker, whose traces hold content on a developer's machine only.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenTelemetry.Trace;

var builder = Host.CreateApplicationBuilder(args);
if (builder.Environment.IsDevelopment())
{
    AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", true); // Compliant: development
    builder.Logging.AddFilter("Microsoft.Extensions.AI", LogLevel.Trace); // Compliant: development
}

AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnostics", true); // Compliant: no content
Environment.SetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "false"); // Compliant: off
builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Experimental.Microsoft.Extensions.AI"));
var options = new OpenAIClientOptions { ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = true, EnableMessageLogging = true } }; // Compliant: no content
builder.Services.AddChatClient(new OpenAIClient(new ApiKeyCredential(Environment.GetEnvironmentVariable("KEY")!), options).GetChatClient("gpt-4o").AsIChatClient())
    .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = builder.Environment.IsDevelopment()) // Compliant: development
    .UseLogging(); // Compliant: content at Trace only
builder.Build().Run();
