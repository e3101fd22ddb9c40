using Dapper;
using Microsoft.Data.Sqlite;
using OpenAI.Chat;

var chat = new OpenAI.Chat.ChatClient("gpt-4o-mini", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
using var connection = new SqliteConnection("Data Source=shop.db");

Console.WriteLine("What do you want to know?");
var question = Console.ReadLine() ?? "";
ChatCompletion completion = await chat.CompleteChatAsync(new UserChatMessage(question));
var answer = completion.Content[0].Text;

foreach (var row in connection.Query(answer)) // Noncompliant {{AIR1002}}
{
    Console.WriteLine(row);
}

foreach (var row in connection.Query("SELECT name FROM products WHERE name LIKE @name", new { name = answer })) // Compliant: a parameter
{
    Console.WriteLine(row);
}

Show("status");
Open();

void Show(string command) => Process.Start("git", command); // Compliant: only called with a constant

void Open() => Process.Start("xdg-open", answer); // Noncompliant {{AIR1001}}
