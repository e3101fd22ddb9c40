using Dapper;
using Fabrikam.Web;
using Microsoft.Data.Sqlite;

var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
builder.Services.AddScoped<IAnswers, ModelAnswers>();
builder.Services.AddScoped(_ => new SqliteConnection("Data Source=app.db"));
var app = builder.Build();

app.MapPost("/report", async (Question question, IAnswers answers, SqliteConnection connection) =>
{
    var answer = await answers.AnswerAsync(question);
    return await connection.QueryAsync(answer.Sql); // Noncompliant {{AIR1002}}
}).RequireAuthorization();

app.MapPost("/search", async (Question question, IAnswers answers, SqliteConnection connection) =>
{
    var answer = await answers.AnswerAsync(question);
    return await connection.QueryAsync("SELECT * FROM pages WHERE title LIKE @title", new { title = answer.Sql }); // Compliant: a parameter
}).RequireAuthorization();

app.MapGet("/top/{id:int}", async (int id, IAnswers answers, SqliteConnection connection) =>
{
    var answer = await answers.AnswerAsync(new Question("top", id));
    return await connection.QueryAsync($"SELECT * FROM pages LIMIT {answer.Limit}"); // Compliant: a number
}).RequireAuthorization();

app.Run();
