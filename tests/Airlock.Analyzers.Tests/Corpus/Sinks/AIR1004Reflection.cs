using System.Reflection;

namespace PluginHost.Discovery;

public interface IReportExporter
{
    void Export(string report);
}

public class PdfExporter : IReportExporter
{
    public void Export(string report) => Console.WriteLine("pdf " + report.Length);
}

public class ExcelExporter : IReportExporter
{
    public void Export(string report) => Console.WriteLine("xlsx " + report.Length);
}

/// <summary>A host that lets a model choose the exporter, the operation or the plugin.</summary>
public class ExporterChooser(IChatClient chat)
{
    private static readonly Dictionary<string, Type> Known = new()
    {
        ["pdf"] = typeof(PdfExporter),
        ["excel"] = typeof(ExcelExporter),
    };

    public async Task<Type?> ChooseAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Which exporter class fits: {wish}?");
        return Type.GetType(name.Text); // Noncompliant {{AIR1004}}
    }

    public async Task<IReportExporter?> ChooseKnownAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Answer 'pdf' or 'excel': {wish}");
        return Known.TryGetValue(name.Text, out var type)
            ? Activator.CreateInstance(type) as IReportExporter // Compliant: a type of a constant dictionary
            : null;
    }

    public async Task<object?> CreateAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Which handler class fits: {wish}?");
        return Activator.CreateInstance("PluginHost.Handlers", name.Text)?.Unwrap(); // Noncompliant {{AIR1004}}
    }
}

public class OperationCaller(IChatClient chat)
{
    public async Task<object?> CallAsync(object service, string wish)
    {
        var operation = await chat.GetResponseAsync($"Name the method for: {wish}");
        var method = service.GetType().GetMethod(operation.Text); // Noncompliant {{AIR1004}}
        return method?.Invoke(service, null);
    }

    public async Task<object?> CallKnownAsync(object service, string wish)
    {
        var operation = (await chat.GetResponseAsync($"Name the method for: {wish}")).Text;
        switch (operation)
        {
            case "Refresh":
            case "Summarize":
                var method = service.GetType().GetMethod(operation); // Compliant: one of two constants
                return method?.Invoke(service, null);
            default:
                return null;
        }
    }

    public async Task SetAsync(object settings, string wish)
    {
        var change = await chat.GetResponseAsync<SettingChange>($"Which setting shall change? {wish}");
        var property = settings.GetType().GetProperty(change.Result.Property); // Noncompliant {{AIR1004}}
        property?.SetValue(settings, true);
    }
}

public record SettingChange(string Property, string Value);

public enum Plugin
{
    Weather,
    Calendar,
}

public class PluginLoader(IChatClient chat)
{
    public async Task<Assembly> LoadAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Which plugin assembly serves: {wish}?");
        return Assembly.Load(name.Text); // Noncompliant {{AIR1004}}
    }

    public async Task<Assembly> LoadFromFolderAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Which plugin assembly serves: {wish}?");
        var fileName = Path.GetFileName(name.Text) + ".dll";
        return Assembly.LoadFrom("/opt/plugins/" + fileName); // Noncompliant {{AIR1004}}
    }

    public async Task<Assembly?> LoadEnumAsync(string wish)
    {
        var name = await chat.GetResponseAsync($"Answer Weather or Calendar: {wish}");
        if (!Enum.TryParse<Plugin>(name.Text, out var plugin) || !Enum.IsDefined(plugin))
        {
            return null;
        }

        return Assembly.Load($"PluginHost.{plugin}"); // Compliant: the name of an enum member
    }
}
