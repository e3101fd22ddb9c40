namespace Fabrikam.Agent;

public class ShellTool : ITool
{
    public string Name => "shell";

    public async Task<string> RunAsync(IReadOnlyDictionary<string, string> arguments)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(arguments["command"]); // Noncompliant {{AIR1001}}
        using var process = Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}

public class ReadFileTool : ITool
{
    public string Name => "read";

    public Task<string> RunAsync(IReadOnlyDictionary<string, string> arguments) =>
        File.ReadAllTextAsync(arguments["path"]); // Noncompliant {{AIR1005}}
}

public class ReadNoteTool(string folder) : ITool
{
    public string Name => "note";

    public Task<string> RunAsync(IReadOnlyDictionary<string, string> arguments)
    {
        var name = Path.GetFileName(arguments["name"]);
        return File.ReadAllTextAsync(Path.Combine(folder, name)); // Compliant: a name without folders
    }
}

public class PageTool(string folder) : ITool
{
    public string Name => "page";

    public Task<string> RunAsync(IReadOnlyDictionary<string, string> arguments) =>
        int.TryParse(arguments["number"], out var number)
            ? File.ReadAllTextAsync(Path.Combine(folder, $"{number}.txt")) // Compliant: a number
            : Task.FromResult("no page");
}
