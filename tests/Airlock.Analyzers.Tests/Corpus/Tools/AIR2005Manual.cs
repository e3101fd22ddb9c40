using System.Data;
using System.Text.Json;
using Dapper;

namespace Shop.Manual;

/// <summary>Tools that are only offered: the app shows each call to a person and runs it itself.</summary>
public class CarefulAssistant(IChatClient chat, IDbConnection connection)
{
    public async Task AskAsync(string question)
    {
        var delete = AIFunctionFactory.Create(DeleteOrder); // Compliant: nothing runs it automatically
        var response = await chat.GetResponseAsync(question, new ChatOptions { Tools = [delete] });
        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            Console.WriteLine($"{call.Name} {JsonSerializer.Serialize(call.Arguments)}? (y/n)");
            if (Console.ReadLine() == "y")
            {
                await delete.InvokeAsync(new AIFunctionArguments(call.Arguments));
            }
        }
    }

    private int DeleteOrder(int id) => connection.Execute("DELETE FROM orders WHERE id = @id", new { id });
}
