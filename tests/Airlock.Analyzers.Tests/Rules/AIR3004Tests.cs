using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3004: what callers of an endpoint that runs a model learn of its inside.</summary>
public class AIR3004Tests
{
    /// <summary>A program with minimal APIs; the statements stand before <c>app.Run()</c>.</summary>
    private static string Program(string statements, string declarations = "", string services = "") => $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Net.Http;
        using System.Text.Json;
        using Microsoft.AspNetCore.Diagnostics;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.Options;
        using Microsoft.SemanticKernel.ChatCompletion;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{declarations}}
        """;

    /// <summary>An endpoint whose handler runs a model and then does this.</summary>
    private static string Handler(string statements) => Program($$"""
        app.MapPost("/chat", async (IChatClient client, ILogger<Program> logger, IConfiguration configuration, HttpContext context, string q) =>
        {
            var response = await client.GetResponseAsync(q);
            {{statements}}
        });
        """);

    /// <summary>An endpoint whose handler handles an exception of the model like this.</summary>
    private static string Catch(string handler, string declarations = "") => Program($$"""
        app.MapPost("/chat", async (IChatClient client, ILogger<Program> logger, IHostEnvironment env, HttpContext context, string q) =>
        {
            try
            {
                return Results.Ok((await client.GetResponseAsync(q)).Text);
            }
            {{handler}}
        });
        """, declarations);

    private static Task VerifyAsync(params string[] sources) => RuleTest<AIR3004DisclosingEndpointAnalyzer>.VerifyAsync("AIR3004", sources);

    [Theory]
    [InlineData("catch (Exception e) { return Results.Problem([|e.Message|]); }")]
    [InlineData("catch (Exception e) { return Results.Problem(detail: [|e.ToString()|], statusCode: 500); }")]
    [InlineData("catch (Exception e) { return Results.Problem(title: [|$\"Failed: {e.Message}\"|]); }")]
    [InlineData("catch (Exception e) { return Results.BadRequest([|e.Message|]); }")]
    [InlineData("catch (Exception e) { return Results.Json([|new { error = e.Message, trace = e.StackTrace }|], statusCode: 500); }")]
    [InlineData("catch (Exception e) { return TypedResults.InternalServerError([|e|]); }")]
    [InlineData("catch (Exception e) { return Results.Json([|e|]); }")]
    [InlineData("catch (Exception e) { return Results.Json([|new { error = e }|]); }")]
    [InlineData("catch (Exception e) { return Results.Text([|\"error: \" + e|]); }")]
    [InlineData("catch (Exception e) { return Results.Text([|$\"{e}\"|]); }")]
    [InlineData("catch (Exception e) { return Results.Text([|string.Format(\"{0}\", e)|]); }")]
    [InlineData("catch (Exception e) { var message = e.InnerException?.Message ?? e.Message; return Results.Text([|message|]); }")]
    [InlineData("catch (Exception e) { var text = new StringBuilder(); text.AppendLine(\"Sorry.\").Append(e.Message); return Results.Text([|text.ToString()|]); }")]
    [InlineData("catch (Exception e) { var problem = new ProblemDetails { Title = \"Failed\", Detail = [|e.Message|] }; return Results.Problem(problem); }")]
    [InlineData("catch (Exception e) { var problem = new ProblemDetails(); problem.Extensions[\"trace\"] = [|e.StackTrace|]; return Results.Problem(problem); }")]
    [InlineData("catch (Exception e) { var problem = new ProblemDetails(); problem.Extensions.Add(\"trace\", [|e.StackTrace|]); return Results.Problem(problem); }")]
    [InlineData("catch (HttpRequestException e) { return Results.Problem([|e.Message|]); }")]
    [InlineData("catch (Exception e) { if (e is not ArgumentException) { logger.LogError(e, \"failed\"); } return Results.Problem([|e.Message|]); }")]
    [InlineData("catch (System.ClientModel.ClientResultException e) { return Results.Problem([|e.Message|]); }")]
    [InlineData("catch (Exception e) when (e is HttpRequestException or TimeoutException) { return Results.Problem([|e.Message|]); }")]
    [InlineData("catch (Exception e) { logger.LogError(e, \"failed\"); return Results.Problem([|e.GetBaseException().Message|]); }")]
    [InlineData("catch (Exception e) { return Fail(e.Message); } static IResult Fail(string text) => Results.Problem([|text|]);")]
    [InlineData("catch (AggregateException e) { return Results.Json([|e.InnerExceptions.Select(inner => inner.Message)|]); }")]
    [InlineData("catch (Exception e) { return env.IsProduction() ? Results.Problem(\"Sorry.\") : Results.Problem([|e.Message|]); }")]
    [InlineData("catch (Exception e) { if (!env.IsDevelopment()) { return Results.Problem([|e.Message|]); } throw; }")]
    [InlineData("catch (Exception e) { await context.Response.WriteAsync([|e.Message|]); return Results.Empty; }")]
    [InlineData("catch (Exception e) { await context.Response.WriteAsJsonAsync([|new { e.Message }|]); return Results.Empty; }")]
    [InlineData("catch (Exception e) { await context.Response.Body.WriteAsync([|Encoding.UTF8.GetBytes(e.Message)|]); return Results.Empty; }")]
    [InlineData("catch (Exception e) { return Results.Json([|new Failure(e.Message)|]); }", "record Failure(string Error);")]
    [InlineData("catch (Exception e) { return Results.Json([|new Failure { Error = e.Message }|]); }", "class Failure { public string? Error { get; set; } }")]
    [InlineData("catch (Exception e) { return Results.Json([|new Dictionary<string, object?> { [\"error\"] = e.Message }|]); }")]
    public async Task Exception_text_in_an_answer_is_reported(string handler, string declarations = "") => await VerifyAsync(Catch(handler, declarations));

    [Theory]
    [InlineData("catch (Exception e) { logger.LogError(e, \"The model failed: {Text}\", e.Message); return Results.Problem(\"The model failed.\"); }")]
    [InlineData("catch (ArgumentException e) { return Results.BadRequest(e.Message); }")]
    [InlineData("catch (ArgumentOutOfRangeException e) { return Results.BadRequest(e.Message); }")]
    [InlineData("catch (ValidationException e) { return Results.BadRequest(new { error = e.Message }); }")]
    [InlineData("catch (FormatException e) { return Results.BadRequest(e.ToString()); }")]
    [InlineData("catch (JsonException e) { return Results.BadRequest($\"{e}\"); }")]
    [InlineData("catch (BadHttpRequestException e) { return Results.Problem(e.Message, statusCode: e.StatusCode); }")]
    [InlineData("catch (Exception e) when (e is ArgumentException or FormatException) { return Results.BadRequest(e.Message); }")]
    [InlineData("catch (Exception e) { if (e is ArgumentException) { return Results.BadRequest(e.Message); } throw; }")]
    [InlineData("catch (Exception e) { if (e is not ArgumentException and not FormatException) { throw; } return Results.BadRequest(e.Message); }")]
    [InlineData("catch (Exception e) { if (!(e is ArgumentException)) { return Results.StatusCode(500); } return Results.BadRequest(e.Message); }")]
    [InlineData("catch (Exception e) { if (e is not ArgumentException) { throw; } else { return Results.BadRequest(e.Message); } }")]
    [InlineData("catch (Exception e) { return Results.BadRequest(e is ArgumentException wrong ? wrong.Message : \"The model failed.\"); }")]
    [InlineData("catch (Exception e) { var (status, text) = e switch { ArgumentException => (400, e.Message), FormatException f => (400, f.Message), _ => (500, \"The model failed.\") }; return Results.Problem(text, statusCode: status); }")]
    [InlineData("catch (Exception e) { switch (e) { case ArgumentException: return Results.BadRequest(e.Message); default: return Results.Problem(\"The model failed.\"); } }")]
    [InlineData("catch (NoSuchTopicException e) { return Results.NotFound(e.Message); }", "class NoSuchTopicException(string topic) : Exception($\"There is no topic {topic}.\");")]
    [InlineData("catch (Exception e) { return Results.Problem(e.GetType().Name); }")]
    [InlineData("catch (HttpRequestException e) { return Results.StatusCode((int?)e.StatusCode ?? 502); }")]
    [InlineData("catch (Exception e) { return Results.Json(new { retry = e.Message.Contains(\"rate limit\") }); }")]
    [InlineData("catch (Exception e) { return Results.Problem(env.IsDevelopment() ? e.ToString() : \"The model failed.\"); }")]
    [InlineData("catch (Exception e) { if (env.IsDevelopment()) { return Results.Problem(e.ToString()); } return Results.Problem(\"The model failed.\"); }")]
    [InlineData("catch (Exception e) { var problem = new ProblemDetails { Detail = \"Failed\" }; if (env.IsDevelopment()) { problem.Extensions[\"trace\"] = e.StackTrace; } return Results.Problem(problem); }")]
    [InlineData("catch (Exception e) { var isDevelopment = env.IsDevelopment(); return Results.Problem(isDevelopment ? e.Message : null); }")]
    [InlineData("catch (Exception e) { if (!env.IsDevelopment()) { return Results.Problem(\"The model failed.\"); } return Results.Problem(e.ToString()); }")]
    [InlineData("catch (Exception e) { var id = Guid.NewGuid(); logger.LogError(e, \"{Id}\", id); return Results.Problem($\"Error {id}\"); }")]
    [InlineData("catch (Exception e) { throw new InvalidOperationException(\"The model failed: \" + e.Message, e); }")]
    [InlineData("catch (Exception e) { var id = Incidents.Record(e); return Results.Problem($\"Incident {id}\"); }", "static class Incidents { public static string Record(Exception e) { Console.Error.WriteLine(e.Message); return Guid.NewGuid().ToString(); } }")]
    public async Task Exceptions_that_stay_inside_or_are_about_the_input_are_fine(string handler, string declarations = "") => await VerifyAsync(Catch(handler, declarations));

    [Theory]
    [InlineData("return Results.Ok([|new { text = response.Text, model = response.ModelId }|]);")]
    [InlineData("return Results.Ok([|new { text = response.Text, tokens = response.Usage?.TotalTokenCount }|]);")]
    [InlineData("return Results.Ok([|new { text = response.Text, usage = response.Usage }|]);")]
    [InlineData("var tokens = (response.Usage?.InputTokenCount ?? 0) + (response.Usage?.OutputTokenCount ?? 0); return Results.Ok([|new { tokens }|]);")]
    [InlineData("return Results.Ok([|response|]);")]
    [InlineData("return Results.Ok([|new { response }|]);")]
    [InlineData("object answer = response; return Results.Ok([|answer|]);")]
    [InlineData("return Results.Text([|JsonSerializer.Serialize(response)|]);")]
    [InlineData("return Results.Ok([|response.RawRepresentation|]);")]
    [InlineData("return Results.Ok([|new { response.Text, by = client.GetService<ChatClientMetadata>()?.ProviderName }|]);")]
    [InlineData("return Results.Ok([|new { response.Text, endpoint = configuration[\"AzureOpenAI:Endpoint\"] }|]);")]
    [InlineData("return Results.Ok([|$\"{response.Text} ({configuration.GetValue<string>(\"Model\")})\"|]);")]
    [InlineData("return Results.Ok([|new { response.Text, url = Environment.GetEnvironmentVariable(\"OLLAMA_URL\") }|]);")]
    [InlineData("await context.Response.WriteAsJsonAsync([|response|]); return Results.Empty;")]
    [InlineData("return Results.Ok([|new Answer { Text = response.Text, Usage = response.Usage }|]);")]
    [InlineData("return Results.Ok([|new[] { response }.Select(reply => new { reply.Usage })|]);")]
    public async Task Facts_on_the_model_in_an_answer_are_reported(string statements) =>
        await VerifyAsync(Handler(statements), "class Answer { public string? Text { get; set; } public UsageDetails? Usage { get; set; } }");

    [Theory]
    [InlineData("return Results.Ok(response.Text);")]
    [InlineData("return Results.Ok(new { response.Text, response.CreatedAt });")]
    [InlineData("return Results.Text(response.ToString());")]
    [InlineData("return Results.Text($\"Answer: {response}\");")]
    [InlineData("return Results.Text(\"Answer: \" + response);")]
    [InlineData("return Results.Ok(new { text = response.Messages[0].Text });")]
    [InlineData("logger.LogInformation(\"{Model} {Tokens}\", response.ModelId, response.Usage?.TotalTokenCount); return Results.Ok(response.Text);")]
    [InlineData("if (response.Usage?.TotalTokenCount > 1000) { logger.LogWarning(\"long\"); } return Results.Ok(new { response.Text, isLong = response.Usage?.TotalTokenCount > 1000 });")]
    [InlineData("var next = await client.GetResponseAsync(q, new ChatOptions { ModelId = configuration[\"Model\"] }); return Results.Ok(next.Text);")]
    [InlineData("if (configuration[\"Language\"] == \"de\") { return Results.Ok(\"Hallo\"); } return Results.Ok(response.Text);")]
    [InlineData("return Results.Ok(new { response.Text, limit = configuration.GetValue<int>(\"Limit\") });")]
    [InlineData("return Results.Ok(new Answer(response));")]
    [InlineData("var replies = new List<ChatResponse> { response }; return Results.Ok(replies.Select(reply => reply.Text));")]
    [InlineData("return Results.Ok(new { response.Text, isEmpty = response is null });")]
    [InlineData("return Results.Ok(response.Text ?? throw new InvalidOperationException(response.ToString()));")]
    [InlineData("var typed = await client.GetResponseAsync<List<string>>(q); return Results.Ok(typed.Result);")]
    public async Task The_text_of_a_reply_is_fine(string statements) =>
        await VerifyAsync(Handler(statements), "class Answer(ChatResponse response) { public string Text { get; } = response.Text; }");

    [Theory]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor), new(ChatRole.User, q) }; var reply = await client.GetResponseAsync(messages); return Results.Ok([|new { reply.Text, prompt = Prompts.Tutor }|]);")]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor), new(ChatRole.User, q) }; messages.AddMessages(await client.GetResponseAsync(messages)); return Results.Ok([|messages|]);")]
    [InlineData("var messages = new List<ChatMessage>(); messages.Add(new ChatMessage(ChatRole.System, \"Be brief.\")); messages.AddMessages(await client.GetResponseAsync(messages)); return Results.Ok([|messages.Select(message => new { message.Role, message.Text })|]);")]
    [InlineData("var instructions = $\"Today is {DateTime.Today}.\"; var reply = await client.GetResponseAsync(q, new ChatOptions { Instructions = instructions }); return Results.Ok([|new { reply.Text, instructions }|]);")]
    [InlineData("var history = new ChatHistory(Prompts.Tutor); history.AddUserMessage(q); return Results.Ok([|history|]);")]
    public async Task Instructions_in_an_answer_are_reported(string statements) => await VerifyAsync(Handler(statements), "static class Prompts { public const string Tutor = \"You are a tutor.\"; }");

    [Theory]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor), new(ChatRole.User, q) }; var reply = await client.GetResponseAsync(messages); return Results.Ok(reply.Text);")]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor) }; messages.AddMessages(await client.GetResponseAsync(messages)); return Results.Ok(messages[^1].Text);")]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor) }; return Results.Ok(messages.Where(message => message.Role != ChatRole.System).Select(message => message.Text));")]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.System, Prompts.Tutor) }; return Results.Ok(messages.Count);")]
    [InlineData("var messages = new List<ChatMessage> { new(ChatRole.User, q) }; return Results.Ok(messages);")]
    [InlineData("return Results.Ok((await client.GetResponseAsync(Prompts.Tutor + q)).Text);")]
    [InlineData("return Results.Ok(new { response.Text, greeting = Prompts.Greeting });")]
    public async Task Instructions_that_stay_inside_are_fine(string statements) =>
        await VerifyAsync(Handler(statements), "static class Prompts { public const string Tutor = \"You are a tutor.\"; public const string Greeting = \"Hello!\"; }");

    [Theory]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, string q) => { try { return (await client.GetResponseAsync(q)).Text; } catch (Exception e) { return [|\"Error: \" + e.Message|]; } });")]
    [InlineData("app.MapPost(\"/chat\", (IChatClient client, string q) => [|client.GetResponseAsync(q)|]);")]
    [InlineData("app.MapPost(\"/chat\", (IChatClient client, string q) => [|client.GetStreamingResponseAsync(q)|]);")]
    [InlineData("app.MapPost(\"/chat\", Chat); static async Task<object> Chat(IChatClient client, string q) { var response = await client.GetResponseAsync(q); return [|new { response.Text, response.ModelId }|]; }")]
    [InlineData("app.MapPost(\"/chat\", async (ChatService chat, string q) => Results.Ok([|await chat.AskAsync(q)|]));")]
    [InlineData("app.MapPost(\"/chat\", async (ChatService chat, string q) => [|await chat.AskAsync(q)|]);")]
    [InlineData("app.MapPost(\"/chat\", async (ChatService chat, string q) => { var result = await chat.TryAsync(q); return result.Error is null ? Results.Ok(result.Text) : Results.Problem([|result.Error|]); });")]
    [InlineData("app.MapPost(\"/chat\", async (ChatService chat, string q) => Results.Ok((await chat.TryAsync(q)).Text));")]
    public async Task Services_are_looked_into(string statements) => await VerifyAsync(Program(statements), """
        public record ChatResult(string? Text, string? Error);
        public class ChatService(IChatClient client)
        {
            public async Task<string> AskAsync(string q)
            {
                try { return (await client.GetResponseAsync(q)).Text; } catch (Exception e) { return "Error: " + e.Message; }
            }

            public async Task<ChatResult> TryAsync(string q)
            {
                try { return new ChatResult((await client.GetResponseAsync(q)).Text, null); } catch (Exception e) { return new ChatResult(null, e.Message); }
            }
        }
        """);

    private const string Open = "app.MapPost(\"/chat\", async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text);";

    [Theory]
    [InlineData("app.MapGet(\"/orders\", () => { try { return Results.Ok(File.ReadAllText(\"orders\")); } catch (Exception e) { return Results.Problem(e.Message); } });")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("app.UseExceptionHandler(\"/error\");")]
    [InlineData("app.UseExceptionHandler(error => error.Run(async context => await context.Response.WriteAsync(\"Sorry.\")));")]
    [InlineData("app.Use(async (context, next) => { try { await next(); } catch (Exception e) { app.Logger.LogError(e, \"failed\"); context.Response.StatusCode = 500; } });")]
    [InlineData("app.Use(async (context, next) => { try { await next(); } catch (ArgumentException e) { await context.Response.WriteAsync(e.Message); } });")]
    public async Task Other_code_of_such_a_program_may_be_quiet(string statements) => await VerifyAsync(Program(Open + statements));

    [Theory]
    [InlineData("app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("if (!app.Environment.IsProduction()) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("app.UseExceptionHandler(error => error.Run(async context => { var e = context.Features.Get<IExceptionHandlerFeature>()!.Error; await context.Response.WriteAsync([|e.Message|]); }));")]
    [InlineData("app.UseExceptionHandler(\"/error\"); app.Map(\"/error\", (HttpContext context) => Results.Problem([|context.Features.Get<IExceptionHandlerFeature>()?.Error.Message|]));")]
    [InlineData("app.Use(async (context, next) => { try { await next(); } catch (Exception e) { await context.Response.WriteAsync([|e.ToString()|]); } });")]
    [InlineData("app.UseMiddleware<Errors>();", "class Errors(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { try { await next(context); } catch (Exception e) { await context.Response.WriteAsJsonAsync([|new { error = e.Message }|]); } } }")]
    [InlineData("", "class Handler : IExceptionHandler { public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) { await context.Response.WriteAsJsonAsync([|new { exception.Message }|], token); return true; } }")]
    [InlineData("", "class Handler : IExceptionHandler { public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) { var text = exception switch { ArgumentException => exception.Message, _ => \"Sorry.\" }; await context.Response.WriteAsync(text, token); return true; } }")]
    [InlineData("", "class Filter : Microsoft.AspNetCore.Mvc.Filters.IExceptionFilter { public void OnException(Microsoft.AspNetCore.Mvc.Filters.ExceptionContext context) { context.Result = new ObjectResult([|context.Exception.Message|]) { StatusCode = 500 }; } }")]
    public async Task Code_around_the_endpoint_is_looked_at(string statements, string declarations = "") => await VerifyAsync(Program(Open + statements, declarations));

    [Fact]
    public async Task A_program_without_an_inference_endpoint_may_do_what_it_likes() => await VerifyAsync(Program(
        "app.UseDeveloperExceptionPage(); app.MapGet(\"/\", () => { try { return Results.Ok(1); } catch (Exception e) { return Results.Problem(e.Message); } });"));

    [Fact]
    public async Task An_endpoint_for_development_may_do_what_it_likes() => await VerifyAsync(Program(
        "app.UseDeveloperExceptionPage(); if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", (IChatClient client, string q) => client.GetResponseAsync(q)); }"));

    [Theory]
    [InlineData("return StatusCode(500, [|ex.Message|]);")]
    [InlineData("return Problem(detail: [|ex.ToString()|]);")]
    [InlineData("return BadRequest([|new { ex.Message }|]);")]
    [InlineData("return Content([|ex.Message|]);")]
    [InlineData("return new ObjectResult(new ProblemDetails { Detail = \"Failed\", Title = [|ex.Message|] });")]
    [InlineData("return new ContentResult { Content = [|ex.Message|], StatusCode = 500 };")]
    [InlineData("ModelState.AddModelError(\"\", [|ex.Message|]); return BadRequest(ModelState);")]
    [InlineData("_logger.LogError(ex, \"failed\"); return StatusCode(500, \"The model failed.\");")]
    public async Task Actions_of_controllers_are_looked_at(string handler) => await VerifyAsync(
        Program("app.MapControllers();", services: "builder.Services.AddControllers();"),
        $$"""
        using Microsoft.AspNetCore.Mvc;
        [ApiController, Route("chat")]
        public class ChatController(IChatClient client, ILogger<ChatController> logger) : ControllerBase
        {
            private readonly ILogger _logger = logger;

            [HttpPost]
            public async Task<IActionResult> Ask(string q)
            {
                try
                {
                    return Ok((await client.GetResponseAsync(q)).Text);
                }
                catch (Exception ex)
                {
                    {{handler}}
                }
            }

            [HttpGet]
            public IActionResult Orders()
            {
                try { return Ok(System.IO.File.ReadAllText("orders")); } catch (Exception ex) { return StatusCode(500, ex.Message); }
            }
        }
        """);

    [Theory]
    [InlineData("await Clients.Caller.SendAsync(\"Failed\", [|e.Message|]);", "Hub")]
    [InlineData("await Clients.Caller.Failed([|e.Message|]);", "Hub<IChat>")]
    [InlineData("await Clients.Client(Context.ConnectionId).Failed([|e.Message|]);", "Hub<IChat>")]
    [InlineData("throw new HubException([|e.Message|]);", "Hub")]
    [InlineData("await Clients.Caller.Failed(\"The model failed.\");", "Hub<IChat>")]
    [InlineData("throw new InvalidOperationException(e.Message);", "Hub")]
    public async Task Hubs_are_looked_at(string handler, string type) => await VerifyAsync(Program("app.MapHub<ChatHub>(\"/chat\");", $$"""
        public interface IChat { Task Failed(string text); }
        public class ChatHub(IChatClient client) : {{type}}
        {
            public async Task Ask(string q)
            {
                try { await client.GetResponseAsync(q); } catch (Exception e) { {{handler}} }
            }
        }
        """));

    [Theory]
    [InlineData("app.MapHub<ChatHub>(\"/chat\");", "builder.Services.AddSignalR(options => [|options.EnableDetailedErrors = true|]);")]
    [InlineData("app.MapHub<ChatHub>(\"/chat\");", "builder.Services.AddSignalR(options => options.EnableDetailedErrors = builder.Environment.IsDevelopment());")]
    [InlineData("app.MapHub<ChatHub>(\"/chat\");", "builder.Services.AddSignalR(options => { if (builder.Environment.IsDevelopment()) { options.EnableDetailedErrors = true; } });")]
    [InlineData("app.MapHub<ChatHub>(\"/chat\");", "builder.Services.AddSignalR(options => options.EnableDetailedErrors = false);")]
    [InlineData(Open, "builder.Services.AddSignalR(options => options.EnableDetailedErrors = true);")]
    public async Task Detailed_errors_are_for_development(string statements, string services) => await VerifyAsync(Program(
        statements, "public class ChatHub(IChatClient client) : Hub { public async Task Ask(string q) => await client.GetResponseAsync(q); }", services));

    [Theory]
    [InlineData("throw new RpcException(new Status(StatusCode.Internal, [|e.Message|]));")]
    [InlineData("return [|new Reply { Text = e.Message }|];")]
    [InlineData("throw new RpcException(new Status(StatusCode.Internal, \"The model failed.\", e));")]
    public async Task Services_of_gRPC_are_looked_at(string handler) => await VerifyAsync(
        Program("app.MapGrpcService<ChatService>();", services: "builder.Services.AddGrpc();"),
        $$"""
        using Grpc.Core;
        public class Reply { public string Text { get; set; } = ""; }
        [BindServiceMethod(typeof(ChatBase), "Bind")]
        public abstract class ChatBase
        {
            public static void Bind(ServiceBinderBase binder, ChatBase service) { }
            public virtual Task<Reply> Ask(Reply request, ServerCallContext context) => throw new RpcException(new Status(StatusCode.Unimplemented, ""));
        }
        public class ChatService(IChatClient client) : ChatBase
        {
            public override async Task<Reply> Ask(Reply request, ServerCallContext context)
            {
                try { return new Reply { Text = (await client.GetResponseAsync(request.Text)).Text }; }
                catch (Exception e) { {{handler}} }
            }
        }
        """);

    [Fact]
    public async Task The_message_says_what_is_disclosed_by_which_endpoint()
    {
        var finding = Assert.Single(await RuleTest<AIR3004DisclosingEndpointAnalyzer>.VerifyAsync("AIR3004", Catch("catch (Exception e) { return Results.Problem([|e.Message|]); }")));
        Assert.Equal("POST /chat returns the text of an exception (Exception.Message) to its callers. Log it, and answer with a message of your own.", finding.GetMessage());
    }
}
