namespace CodingAgent.Iterations;

/// <summary>Loops in which a model asks for tools until it is content, or for ever.</summary>
public class HandwrittenLoops(IChatClient chat, Dictionary<string, AIFunction> tools)
{
    public async Task<string> RunAsync(string task)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, task) };
        var options = new ChatOptions { Tools = [.. tools.Values] };
        while (true) // Noncompliant {{AIR2006}}
        {
            var response = await chat.GetResponseAsync(history, options);
            history.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                return response.Text;
            }

            foreach (var call in calls)
            {
                var result = await tools[call.Name].InvokeAsync(new AIFunctionArguments(call.Arguments));
                history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
            }
        }
    }

    public async Task<string> RunCountedAsync(string task)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, task) };
        var options = new ChatOptions { Tools = [.. tools.Values] };
        for (var round = 0; round < 10; round++) // Compliant: ten rounds
        {
            var response = await chat.GetResponseAsync(history, options);
            history.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                return response.Text;
            }

            foreach (var call in calls)
            {
                var result = await tools[call.Name].InvokeAsync(new AIFunctionArguments(call.Arguments));
                history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
            }
        }

        return "The task took too many rounds.";
    }

    public async Task<string> RunUntilDoneAsync(string task)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, task) };
        var done = false;
        while (!done) // Noncompliant {{AIR2006}}
        {
            var response = await chat.GetResponseAsync(history, new ChatOptions { Tools = [.. tools.Values] });
            history.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            foreach (var call in calls)
            {
                history.Add(await InvokeAsync(call));
            }

            done = calls.Count == 0;
        }

        return history[^1].Text;
    }

    public async Task<string> RunUntilDoneOrTiredAsync(string task)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, task) };
        var done = false;
        var rounds = 0;
        while (!done && rounds++ < 20) // Compliant: twenty rounds
        {
            var response = await chat.GetResponseAsync(history, new ChatOptions { Tools = [.. tools.Values] });
            history.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            foreach (var call in calls)
            {
                history.Add(await InvokeAsync(call));
            }

            done = calls.Count == 0;
        }

        return history[^1].Text;
    }

    public async Task<string> RunWithBreakAsync(string task)
    {
        var history = new List<ChatMessage> { new(ChatRole.User, task) };
        var rounds = 0;
        while (true) // Compliant: it leaves after fifteen rounds
        {
            if (++rounds > 15)
            {
                throw new InvalidOperationException("The task took too many rounds.");
            }

            var response = await chat.GetResponseAsync(history, new ChatOptions { Tools = [.. tools.Values] });
            history.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                return response.Text;
            }

            foreach (var call in calls)
            {
                history.Add(await InvokeAsync(call));
            }
        }
    }

    private async Task<ChatMessage> InvokeAsync(FunctionCallContent call)
    {
        var result = await tools[call.Name].InvokeAsync(new AIFunctionArguments(call.Arguments));
        return new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]);
    }
}

/// <summary>A person speaks in every round.</summary>
public class Conversation(IChatClient chat)
{
    public async Task TalkAsync()
    {
        var history = new List<ChatMessage>();
        while (true) // Compliant: a person writes each line
        {
            var line = Console.ReadLine();
            if (string.IsNullOrEmpty(line))
            {
                break;
            }

            history.Add(new ChatMessage(ChatRole.User, line));
            var response = await chat.GetResponseAsync(history);
            history.AddRange(response.Messages);
            Console.WriteLine(response.Text);
        }
    }

    public async Task SummarizeAllAsync(Queue<string> mails)
    {
        while (mails.TryDequeue(out var mail)) // Compliant: ends with the queue
        {
            Console.WriteLine((await chat.GetResponseAsync(mail)).Text);
        }
    }
}

public static class Pipelines
{
    public static IChatClient CreateUnlimited(IChatClient inner) => inner
        .AsBuilder()
        .UseFunctionInvocation(configure: client => client.MaximumIterationsPerRequest = int.MaxValue) // Noncompliant {{AIR2006}}
        .Build();

    public static IChatClient CreateLimited(IChatClient inner) => inner
        .AsBuilder()
        .UseFunctionInvocation(configure: client => client.MaximumIterationsPerRequest = 5) // Compliant: five rounds
        .Build();

    public static IChatClient CreateDefault(IChatClient inner) => inner
        .AsBuilder()
        .UseFunctionInvocation() // Compliant: the default is a limit
        .Build();

    public static FunctionInvokingChatClient CreateBoundless(IChatClient inner) => new(inner)
    {
        MaximumIterationsPerRequest = int.MaxValue, // Noncompliant {{AIR2006}}
    };

    public static FunctionInvokingChatClient CreateConfigured(IChatClient inner, IConfiguration configuration) => new(inner)
    {
        MaximumIterationsPerRequest = configuration.GetValue("Agent:Rounds", 8), // Compliant: configured
    };
}
