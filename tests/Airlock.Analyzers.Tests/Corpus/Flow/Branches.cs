using System.Net.Http;

namespace Contoso.Operations;

/// <summary>A bot for the operators of a server: what the model says meets every kind of branch.</summary>
public class OperationsBot(IChatClient client, IConfiguration configuration)
{
    public async Task ConditionalAsync(string request, bool verbose)
    {
        var reply = await client.GetResponseAsync(request);
        Process.Start("systemctl", verbose ? "status --full" : reply.Text); // Noncompliant {{AIR1001}}
        Process.Start("systemctl", reply.Text.Length > 10 ? "status --full" : "status"); // Compliant: constants on both sides
    }

    public async Task SwitchExpressionAsync(string request, int level)
    {
        var reply = await client.GetResponseAsync(request);
        var arguments = level switch
        {
            0 => "status",
            1 => $"status {reply.Text}",
            _ => "list-units",
        };
        Process.Start("systemctl", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task SwitchOnReplyAsync(string request)
    {
        var reply = await client.GetResponseAsync(request);
        var arguments = reply.Text.Trim() switch
        {
            "status" => "status web",
            "restart" => "restart web",
            _ => "list-units",
        };
        Process.Start("systemctl", arguments); // Compliant: constants
    }

    public async Task SwitchStatementAsync(string request)
    {
        var reply = await client.GetResponseAsync(request);
        string arguments;
        switch (reply.Text.Length)
        {
            case 0:
                arguments = "list-units";
                break;
            case > 100:
                throw new InvalidOperationException("too long");
            default:
                arguments = reply.Text;
                break;
        }

        Process.Start("systemctl", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task PatternVariableAsync(string request)
    {
        object reply = (await client.GetResponseAsync(request)).Text;
        if (reply is string { Length: > 0 } command)
        {
            Process.Start("systemctl", command); // Noncompliant {{AIR1001}}
        }
    }

    public async Task PropertyPatternAsync(string request)
    {
        if (await client.GetResponseAsync(request) is { Text: var text, Usage: { TotalTokenCount: var tokens } })
        {
            Process.Start("systemctl", text); // Noncompliant {{AIR1001}}
            Process.Start("journalctl", "-n " + tokens); // Compliant: a number
        }
    }

    public async Task CoalescedAsync(string request, string? wanted)
    {
        wanted ??= (await client.GetResponseAsync(request)).Text;
        Process.Start("systemctl", wanted); // Noncompliant {{AIR1001}}
    }

    public async Task CoalescedWithConstantAsync(string request)
    {
        var reply = await client.GetResponseAsync(request);
        Console.WriteLine(reply.Text ?? "nothing");
        Process.Start("systemctl", configuration["Operations:Unit"] ?? "list-units"); // Compliant: a setting
    }

    public async Task ConditionalAccessAsync(string request)
    {
        ChatResponse? reply = await client.GetResponseAsync(request);
        Process.Start("systemctl", reply?.Messages.LastOrDefault()?.Text ?? "list-units"); // Noncompliant {{AIR1001}}
    }

    public async Task CaughtAsync(string request)
    {
        var arguments = "list-units";
        try
        {
            arguments = (await client.GetResponseAsync(request)).Text;
        }
        catch (HttpRequestException)
        {
            arguments = "status";
        }
        finally
        {
            Console.WriteLine("asked");
        }

        Process.Start("systemctl", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task InFinallyAsync(string request)
    {
        var arguments = "list-units";
        try
        {
            arguments = (await client.GetResponseAsync(request)).Text;
            await Task.Delay(10);
        }
        finally
        {
            Process.Start("systemctl", arguments); // Noncompliant {{AIR1001}}
        }
    }

    public async Task OnlyWithoutReplyAsync(string request)
    {
        try
        {
            Console.WriteLine((await client.GetResponseAsync(request)).Text);
        }
        catch (HttpRequestException)
        {
            Process.Start("systemctl", "restart gateway"); // Compliant: a constant
        }
    }

    public async Task ByExceptionAsync(string request)
    {
        try
        {
            await ParseAsync(request);
        }
        catch (FormatException exception)
        {
            Process.Start("logger", exception.Message); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByExceptionTypeAsync(string request)
    {
        try
        {
            await ParseAsync(request);
        }
        catch (FormatException exception)
        {
            Process.Start("logger", exception.GetType().Name); // Compliant: the name of a type
        }
    }

    public async Task CarriedByLoopAsync(string request)
    {
        var previous = "list-units";
        var current = "list-units";
        for (var round = 0; round < 3; round++)
        {
            Process.Start("systemctl", previous); // Noncompliant {{AIR1001}}
            previous = current;
            current = (await client.GetResponseAsync(request)).Text;
        }
    }

    public async Task BeforeTheReplyAsync(string request)
    {
        var arguments = "list-units";
        Process.Start("systemctl", arguments); // Compliant: before the model is asked
        arguments = (await client.GetResponseAsync(request)).Text;
        Console.WriteLine(arguments);
    }

    public async Task UntilFineAsync(string request)
    {
        string answer;
        do
        {
            answer = (await client.GetResponseAsync(request)).Text;
        }
        while (answer.Length > 40);

        Process.Start("systemctl", answer); // Noncompliant {{AIR1001}}
    }

    public async Task UntilAllowedAsync(string request)
    {
        string answer;
        do
        {
            answer = (await client.GetResponseAsync(request)).Text;
        }
        while (answer is not ("status" or "list-units"));

        Process.Start("systemctl", answer); // Compliant: the loop ends with one of two constants
    }

    private async Task ParseAsync(string request)
    {
        var reply = await client.GetResponseAsync(request);
        if (!reply.Text.StartsWith('{'))
        {
            throw new FormatException("no object: " + reply.Text);
        }
    }
}
