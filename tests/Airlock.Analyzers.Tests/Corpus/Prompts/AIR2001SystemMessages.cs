using System.Net.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace TravelGuide.SystemMessages;

public enum Tone
{
    Friendly,
    Formal,
}

public record ChatRequest(string Persona, string Question, Tone Tone, int MaxWords);

/// <summary>A travel guide whose visitors reach the model over HTTP.</summary>
public static class GuideEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/ask", async (ChatRequest request, IChatClient chat) =>
        {
            var messages = new List<ChatMessage>
            {
                new(ChatRole.System, $"You are a travel guide. Speak like {request.Persona}."), // Noncompliant {{AIR2001}}
                new(ChatRole.User, request.Question), // Compliant: the user's role
            };
            return (await chat.GetResponseAsync(messages)).Text;
        });

        app.MapPost("/ask/typed", async (ChatRequest request, IChatClient chat) =>
        {
            var messages = new List<ChatMessage>
            {
                new(ChatRole.System, $"You are a travel guide. Be {request.Tone}, at most {request.MaxWords} words."), // Compliant: an enum and a number
                new(ChatRole.User, request.Question),
            };
            return (await chat.GetResponseAsync(messages)).Text;
        });

        app.MapGet("/ask/{city}", async (string city, IChatClient chat) =>
        {
            var prompt = "You know everything about " + city;
            var reply = await chat.GetResponseAsync([new ChatMessage(ChatRole.System, prompt), new ChatMessage(ChatRole.User, "What shall I see?")]); // Noncompliant {{AIR2001}}
            return reply.Text;
        });

        app.MapGet("/known/{city}", async (string city, IChatClient chat) =>
        {
            if (city is not ("Paris" or "Rome"))
            {
                return "";
            }

            var prompt = "You know everything about " + city;
            var reply = await chat.GetResponseAsync([new ChatMessage(ChatRole.System, prompt), new ChatMessage(ChatRole.User, "What shall I see?")]); // Compliant: one of two cities
            return reply.Text;
        });

        app.MapPost("/upload", async (IFormFile file, IChatClient chat) =>
        {
            using var reader = new StreamReader(file.OpenReadStream());
            var itinerary = await reader.ReadToEndAsync();
            var reply = await chat.GetResponseAsync("Improve it.", new ChatOptions { Instructions = $"The itinerary:\n{itinerary}" }); // Noncompliant {{AIR2001}}
            return reply.Text;
        });

        app.MapPost("/upload/user", async (IFormFile file, IChatClient chat) =>
        {
            using var reader = new StreamReader(file.OpenReadStream());
            var itinerary = await reader.ReadToEndAsync();
            var reply = await chat.GetResponseAsync($"Improve it:\n{itinerary}", new ChatOptions { Instructions = "You improve itineraries." }); // Compliant: constant instructions
            return reply.Text;
        });
    }
}

[ApiController]
[Route("hotels")]
public class HotelController(IChatClient chat, HotelPrompts prompts, HttpClient http, SqliteConnection connection) : ControllerBase
{
    [HttpPost("describe")]
    public async Task<string> Describe([FromBody] string wishes)
    {
        var system = new ChatMessage(ChatRole.System, prompts.Build(wishes)); // Noncompliant {{AIR2001}}
        return (await chat.GetResponseAsync([system, new ChatMessage(ChatRole.User, "Describe a hotel.")])).Text;
    }

    [HttpPost("describe/user")]
    public async Task<string> DescribeForUser([FromBody] string wishes)
    {
        var system = new ChatMessage(ChatRole.System, HotelPrompts.Default); // Compliant: a constant
        return (await chat.GetResponseAsync([system, new ChatMessage(ChatRole.User, prompts.Build(wishes))])).Text;
    }

    [HttpGet("language")]
    public async Task<string> InLanguage()
    {
        var language = Request.Headers["Accept-Language"].ToString();
        var options = new ChatOptions();
        options.Instructions = "Answer in " + language; // Noncompliant {{AIR2001}}
        return (await chat.GetResponseAsync("Describe a hotel.", options)).Text;
    }

    [HttpGet("language/known")]
    public async Task<string> InKnownLanguage()
    {
        var language = Request.Headers["Accept-Language"].ToString();
        var options = new ChatOptions();
        options.Instructions = language.StartsWith("de") ? "Answer in German" : "Answer in English"; // Compliant: one of two constants
        return (await chat.GetResponseAsync("Describe a hotel.", options)).Text;
    }

    [HttpGet("website")]
    public async Task<string> FromWebsite()
    {
        var page = await http.GetStringAsync("https://hotel.example.com/about");
        var system = new ChatMessage { Role = ChatRole.System, Contents = [new TextContent("About the hotel: " + page)] }; // Noncompliant {{AIR2001}}
        return (await chat.GetResponseAsync([system, new ChatMessage(ChatRole.User, "Is there a pool?")])).Text;
    }

    [HttpGet("website/user")]
    public async Task<string> FromWebsiteForUser()
    {
        var page = await http.GetStringAsync("https://hotel.example.com/about");
        var context = new ChatMessage { Role = ChatRole.User, Contents = [new TextContent("About the hotel: " + page)] }; // Compliant: the user's role
        return (await chat.GetResponseAsync([context, new ChatMessage(ChatRole.User, "Is there a pool?")])).Text;
    }

    [HttpGet("reviews")]
    public async Task<string> Reviews()
    {
        var text = new StringBuilder("Guests wrote:\n");
        using var command = new SqliteCommand("SELECT text FROM reviews", connection);
        using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            text.AppendLine(reader.GetString(0));
        }

        return (await chat.GetResponseAsync([new ChatMessage(ChatRole.System, text.ToString())])).Text; // Noncompliant {{AIR2001}}
    }

    [HttpGet("rating")]
    public async Task<string> Rating()
    {
        using var command = new SqliteCommand("SELECT avg(stars) FROM reviews", connection);
        using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var stars = reader.GetDouble(0);
        return (await chat.GetResponseAsync([new ChatMessage(ChatRole.System, $"Guests gave {stars} stars.")])).Text; // Compliant: a number
    }
}

public class HotelPrompts
{
    public const string Default = "You describe hotels.";

    public string Build(string wishes) => $"{Default} The guest wishes: {wishes}";
}
