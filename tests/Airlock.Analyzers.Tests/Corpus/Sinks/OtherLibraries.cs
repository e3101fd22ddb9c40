using System.DirectoryServices.Protocols;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.Azure.Cosmos;
using RazorLight;
using Renci.SshNet;
using StackExchange.Redis;

namespace Maintenance.OtherLibraries;

public record Person(string Name, int Number);

/// <summary>The same dangers in libraries that are met less often.</summary>
public class RemoteMaintenance(IChatClient chat, SshClient server)
{
    public async Task<string> RunAsync(string alarm)
    {
        var command = await chat.GetResponseAsync($"Which command ends this alarm? {alarm}");
        return server.RunCommand(command.Text).Result; // Noncompliant {{AIR1001}}
    }

    public async Task<string> RunKnownAsync(string alarm)
    {
        var command = await chat.GetResponseAsync($"Answer 'restart' or 'wait': {alarm}");
        return server.RunCommand(command.Text == "restart" ? "systemctl restart app" : "sleep 10").Result; // Compliant: one of two constants
    }
}

public class PersonSearch(IChatClient chat)
{
    public async Task<SearchRequest> FindAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Who is meant? {question}");
        return new SearchRequest("ou=people,dc=example", $"(cn={name.Text})", SearchScope.Subtree); // Noncompliant {{AIR1013}}
    }

    public async Task<SearchRequest> FindByNumberAsync(string question)
    {
        var number = await chat.GetResponseAsync<int>($"Which number is meant? {question}");
        return new SearchRequest("ou=people,dc=example", $"(employeeNumber={number.Result})", SearchScope.Subtree); // Compliant: a number
    }
}

public class CosmosSearch(IChatClient chat, Container container)
{
    public async Task<FeedIterator<Person>> FindAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Who is meant? {question}");
        return container.GetItemQueryIterator<Person>($"SELECT * FROM p WHERE p.name = '{name.Text}'"); // Noncompliant {{AIR1015}}
    }

    public async Task<FeedIterator<Person>> FindWithParameterAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Who is meant? {question}");
        var query = new QueryDefinition("SELECT * FROM p WHERE p.name = @name").WithParameter("@name", name.Text); // Compliant: a parameter
        return container.GetItemQueryIterator<Person>(query);
    }
}

public class CacheScripts(IChatClient chat, IDatabase cache)
{
    public async Task RunAsync(string wish)
    {
        var script = await chat.GetResponseAsync($"Write a Lua script for Redis: {wish}");
        await cache.ScriptEvaluateAsync(script.Text); // Noncompliant {{AIR1015}}
    }

    public async Task StoreAsync(string wish)
    {
        var text = await chat.GetResponseAsync(wish);
        await cache.StringSetAsync("last-answer", text.Text); // Compliant: a value
    }
}

public class PageTemplates(IChatClient chat, IRazorLightEngine engine)
{
    public async Task<string> RenderAsync(string wish, Person person)
    {
        var template = await chat.GetResponseAsync($"Write a Razor template: {wish}");
        return await engine.CompileRenderStringAsync("page", template.Text, person); // Noncompliant {{AIR1014}}
    }

    public async Task<string> RenderModelAsync(string wish, int number)
    {
        var name = await chat.GetResponseAsync($"Invent a name: {wish}");
        return await engine.CompileRenderStringAsync("page", "Hello @Model.Name", new Person(name.Text, number)); // Compliant: the text is the model of a constant template
    }
}

public class StateStore(IChatClient chat)
{
    public async Task<object?> ReadAsync(string conversation)
    {
        var state = await chat.GetResponseAsync($"Repeat the state as Base64: {conversation}");
        return MessagePackSerializer.Typeless.Deserialize(Convert.FromBase64String(state.Text)); // Noncompliant {{AIR1009}}
    }

    public async Task<Person> ReadPersonAsync(string conversation)
    {
        var state = await chat.GetResponseAsync($"Repeat the state as Base64: {conversation}");
        return MessagePackSerializer.Deserialize<Person>(Convert.FromBase64String(state.Text), ContractlessStandardResolver.Options); // Compliant: a fixed type
    }
}
