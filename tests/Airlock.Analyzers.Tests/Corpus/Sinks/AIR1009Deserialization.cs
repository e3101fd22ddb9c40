using System.Xml.Serialization;
using Newtonsoft.Json;

namespace WorkflowBuilder.Parsing;

public abstract class Step
{
    public string Name { get; set; } = "";
}

public class WaitStep : Step
{
    public int Seconds { get; set; }
}

/// <summary>A builder that reads workflows that a model wrote.</summary>
public class WorkflowReader(IChatClient chat)
{
    private static readonly JsonSerializerSettings Open = new() { TypeNameHandling = TypeNameHandling.All };
    private static readonly JsonSerializerSettings Closed = new() { TypeNameHandling = TypeNameHandling.None };

    public async Task<List<Step>?> ReadAsync(string wish)
    {
        var json = await chat.GetResponseAsync($"Write the workflow as JSON with $type: {wish}");
        return JsonConvert.DeserializeObject<List<Step>>(json.Text, Open); // Noncompliant {{AIR1009}}
    }

    public async Task<List<WaitStep>?> ReadClosedAsync(string wish)
    {
        var json = await chat.GetResponseAsync($"Write the workflow as JSON: {wish}");
        return JsonConvert.DeserializeObject<List<WaitStep>>(json.Text, Closed); // Compliant: type names are ignored
    }

    public async Task<object?> ReadAnythingAsync(string wish)
    {
        var json = await chat.GetResponseAsync($"Write the step as JSON with $type: {wish}");
        return JsonConvert.DeserializeObject(json.Text, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Auto }); // Noncompliant {{AIR1009}}
    }

    public async Task<WaitStep?> ReadWithSystemTextAsync(string wish)
    {
        var json = await chat.GetResponseAsync($"Write the step as JSON: {wish}");
        return System.Text.Json.JsonSerializer.Deserialize<WaitStep>(json.Text); // Compliant: a fixed type
    }

    public async Task<WaitStep?> ReadDefaultsAsync(string wish)
    {
        var json = await chat.GetResponseAsync($"Write the step as JSON: {wish}");
        return JsonConvert.DeserializeObject<WaitStep>(json.Text); // Compliant: type names are off by default
    }
}

public class StateReader(IChatClient chat)
{
    public async Task<WaitStep?> ReadXmlAsync(string conversation)
    {
        var xml = await chat.GetResponseAsync($"Write the step as XML: {conversation}");
        var serializer = new XmlSerializer(typeof(WaitStep));
        using var reader = new StringReader(xml.Text);
        return serializer.Deserialize(reader) as WaitStep; // Compliant: a fixed type
    }

    public async Task<object?> ReadSteppedAsync(string conversation)
    {
        var json = await chat.GetResponseAsync($"Write the step as JSON with $type: {conversation}");
        var serializer = Newtonsoft.Json.JsonSerializer.Create(new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Objects });
        using var reader = new JsonTextReader(new StringReader(json.Text));
        return serializer.Deserialize(reader); // Noncompliant {{AIR1009}}
    }
}
