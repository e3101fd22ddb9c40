using System.ComponentModel;
using System.Data;
using System.Net.Http;
using Dapper;
using ModelContextProtocol.Server;

namespace FileServer.Servers;

/// <summary>A tool server: whoever is connected chooses the arguments.</summary>
[McpServerToolType]
public class FileTools
{
    private static readonly string Root = Path.GetFullPath("/srv/files") + Path.DirectorySeparatorChar;

    [McpServerTool(ReadOnly = true), Description("Reads a file.")]
    public static string Read(string path)
    {
        return File.ReadAllText(path); // Noncompliant {{AIR2004}}
    }

    [McpServerTool(ReadOnly = true), Description("Reads a shared file.")]
    public static string ReadShared(string path)
    {
        return File.ReadAllText(Resolve(path)); // Compliant: the app's own method contains it in the root
    }

    [McpServerTool(Destructive = true), Description("Writes a file.")]
    public static async Task<string> Write(string path, string content)
    {
        await File.WriteAllTextAsync(path, content); // Noncompliant {{AIR2004}}
        return "written";
    }

    [McpServerTool(Destructive = true), Description("Appends to the log.")]
    public static async Task<string> Append(string line)
    {
        await File.AppendAllTextAsync("/srv/files/log.txt", line); // Compliant: content of a constant file
        return "written";
    }

    [McpServerTool(Destructive = true), Description("Runs a program.")]
    public static int Run(string program)
    {
        using var process = Process.Start(program); // Noncompliant {{AIR2004}}
        process.WaitForExit();
        return process.ExitCode;
    }

    [McpServerTool(Destructive = true), Description("Shows the history of a file.")]
    public static int Log(string file)
    {
        var git = new ProcessStartInfo("git");
        git.ArgumentList.Add("log");
        git.ArgumentList.Add("--");
        git.ArgumentList.Add(file); // Compliant: one argument of a constant program
        using var process = Process.Start(git)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        if (!full.StartsWith(Root, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException(path);
        }

        return full;
    }
}

[McpServerToolType]
public class LookupTools(IDbConnection connection, IHttpClientFactory clients)
{
    [McpServerTool(ReadOnly = true), Description("Looks something up.")]
    public IEnumerable<dynamic> Lookup(string table, int id)
    {
        return connection.Query($"SELECT * FROM {table} WHERE id = {id}"); // Noncompliant {{AIR2004}}
    }

    [McpServerTool(ReadOnly = true), Description("Looks a person up.")]
    public IEnumerable<dynamic> LookupPerson(string name)
    {
        return connection.Query("SELECT * FROM people WHERE name = @name", new { name }); // Compliant: a parameter
    }

    [McpServerTool(ReadOnly = true), Description("Probes a service.")]
    public async Task<string> Probe(string address, CancellationToken token)
    {
        using var client = clients.CreateClient();
        return await client.GetStringAsync(address, token); // Noncompliant {{AIR2004}}
    }

    [McpServerTool(ReadOnly = true), Description("Probes an internal service.")]
    public async Task<string> ProbeInternal(Guid service, CancellationToken token)
    {
        using var client = clients.CreateClient();
        return await client.GetStringAsync($"https://services.example.com/{service}", token); // Compliant: a Guid
    }
}

[McpServerResourceType]
public class NoteResources
{
    [McpServerResource(UriTemplate = "note://{name}")]
    public static string Note(string name)
    {
        return File.ReadAllText("/srv/notes/" + name); // Noncompliant {{AIR2004}}
    }

    [McpServerResource(UriTemplate = "today://{name}")]
    public static string Today(string name)
    {
        return File.ReadAllText("/srv/notes/" + Path.GetFileName(name)); // Compliant: only the last segment
    }
}
