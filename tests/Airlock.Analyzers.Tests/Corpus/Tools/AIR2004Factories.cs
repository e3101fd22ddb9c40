using System.ComponentModel;
using System.Data;
using System.Net.Http;
using Dapper;
using Microsoft.SemanticKernel;
using OllamaSharp;

namespace TravelAgent.Factories;

/// <summary>Tools that are made from lambdas, methods and classes.</summary>
public class TravelTools(IDbConnection connection, HttpClient http)
{
    public IEnumerable<AITool> Create()
    {
        yield return AIFunctionFactory.Create((string city) => connection.Query($"SELECT * FROM hotels WHERE city = '{city}'"), "hotels"); // Noncompliant {{AIR2004}}
        yield return AIFunctionFactory.Create((string city) => connection.Query("SELECT * FROM flights WHERE city = @city", new { city }), "flights"); // Compliant: a parameter
        yield return AIFunctionFactory.Create(ReadGuide);
        yield return AIFunctionFactory.Create(ReadChapter);
        yield return AIFunctionFactory.Create(FetchAsync, new AIFunctionFactoryOptions { Name = "fetch" });

        string Describe([Description("The guide's file")] string file)
        {
            return File.ReadAllText(file); // Noncompliant {{AIR2004}}
        }

        yield return AIFunctionFactory.Create(Describe);
    }

    private string ReadGuide(string name) => File.ReadAllText($"/srv/guides/{name}.md"); // Noncompliant {{AIR2004}}

    private string ReadChapter(int chapter) => File.ReadAllText($"/srv/guides/chapter-{chapter}.md"); // Compliant: a number

    private async Task<string> FetchAsync(string host)
    {
        var address = new UriBuilder("https", host).Uri;
        return await http.GetStringAsync(address); // Noncompliant {{AIR2004}}
    }
}

public class WeatherTools(HttpClient http)
{
    private static readonly Dictionary<string, string> Stations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Berlin"] = "https://weather.example.com/10382",
        ["Paris"] = "https://weather.example.com/07156",
    };

    public AIFunction Create() => AIFunctionFactory.Create(async (string city) =>
    {
        if (!Stations.TryGetValue(city, out var address))
        {
            return "unknown";
        }

        return await http.GetStringAsync(address); // Compliant: a value of a constant dictionary
    });

    public KernelFunction CreateKernelFunction() =>
        KernelFunctionFactory.CreateFromMethod((string station) => http.GetStringAsync("https://" + station + "/now"), "weather"); // Noncompliant {{AIR2004}}

    public KernelFunction CreateKnownKernelFunction() =>
        KernelFunctionFactory.CreateFromMethod((int station) => http.GetStringAsync($"https://weather.example.com/{station}"), "weather"); // Compliant: a number
}

/// <summary>A tool of one's own class.</summary>
public class QueryFunction(IDbConnection connection) : AIFunction
{
    public override string Name => "query";

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var sql = arguments["sql"]?.ToString() ?? "";
        return new(connection.Query(sql)); // Noncompliant {{AIR2004}}
    }
}

public class CountFunction(IDbConnection connection) : AIFunction
{
    public override string Name => "count";

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var table = arguments["table"]?.ToString() switch
        {
            "hotels" => "hotels",
            _ => "flights",
        };
        return new(connection.Query("SELECT count(*) FROM " + table)); // Compliant: one of two constants
    }
}

public static class LocalTools
{
    [OllamaTool]
    public static string ReadNote(string file)
    {
        return File.ReadAllText(file); // Noncompliant {{AIR2004}}
    }

    [OllamaTool]
    public static string ReadDay(int day)
    {
        return File.ReadAllText($"/srv/notes/{day}.md"); // Compliant: a number
    }
}
