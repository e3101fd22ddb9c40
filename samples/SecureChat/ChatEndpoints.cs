using Microsoft.Extensions.AI;

namespace SecureChat;

/// <summary>What the application answers. Who may ask is decided where these are mapped, in <c>Program.cs</c>.</summary>
internal static class ChatEndpoints
{
    private static readonly ChatOptions Options = new() { MaxOutputTokens = ChatModel.MaximumOutputTokens };

    /// <summary>Answers a customer.</summary>
    public static async Task<IResult> ChatAsync(ChatRequest request, ILogger<ChatRequest> log, IServiceProvider services, CancellationToken cancellation)
    {
        if (!request.IsAcceptable)
        {
            return TooLong();
        }

        if (services.GetService<IChatClient>() is not { } model)
        {
            return NoModel();
        }

        // The instructions are constant; what the customer wrote stays in the customer's own message.
        var answer = await model.GetResponseAsync(
            [new(ChatRole.System, "You help customers of a bookshop."), new(ChatRole.User, request.Message)], Options, cancellation);
        log.LogInformation("Answered with {Tokens} tokens", answer.Usage?.OutputTokenCount);
        return Results.Ok(new { answer = answer.Text });
    }

    /// <summary>Scores a message.</summary>
    public static IResult Triage(ChatRequest request, MessageTriage triage) => request.IsAcceptable
        ? Results.Ok(new { spam = triage.Spam(request.Message), urgency = triage.Urgency(request.Message) })
        : TooLong();

    /// <summary>Answers a question about orders.</summary>
    public static async Task<IResult> ReportAsync(ChatRequest request, OrderReports reports, IServiceProvider services, CancellationToken cancellation)
    {
        if (!request.IsAcceptable)
        {
            return TooLong();
        }

        if (services.GetService<IChatClient>() is not { } model)
        {
            return NoModel();
        }

        var titles = await reports.RunAsync(model, request.Message, cancellation);
        return titles is null ? Results.Problem("The question could not be understood.", statusCode: 422) : Results.Ok(titles);
    }

    /// <summary>Does a piece of maintenance that a member of staff asked for.</summary>
    public static async Task<IResult> MaintainAsync(ChatRequest request, ServerMaintenance maintenance, IServiceProvider services, CancellationToken cancellation)
    {
        if (!request.IsAcceptable)
        {
            return TooLong();
        }

        if (services.GetService<IChatClient>() is not { } model)
        {
            return NoModel();
        }

        var done = await maintenance.RunAsync(model, request.Message, cancellation);
        return done is null ? Results.Problem("No maintenance task fits.", statusCode: 422) : Results.Ok(new { done });
    }

    private static IResult TooLong() =>
        Results.Problem($"A message has 1 to {ChatRequest.MaximumLength} characters.", statusCode: StatusCodes.Status400BadRequest);

    private static IResult NoModel() =>
        Results.Problem("No model is configured: set OpenAI:ApiKey.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
