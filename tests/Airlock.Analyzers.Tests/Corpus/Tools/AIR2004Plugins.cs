using System.ComponentModel;
using System.Data;
using System.Net.Http;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.SemanticKernel;

namespace DeveloperAssistant.Plugins;

/// <summary>Plugins of an assistant: a model chooses every argument.</summary>
public class ShellPlugin
{
    private static readonly HashSet<string> Programs = ["git", "dotnet"];

    [KernelFunction, Description("Runs a command in the workspace.")]
    public string Run(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", command } })!; // Noncompliant {{AIR2004}}
        process.WaitForExit();
        return "done";
    }

    [KernelFunction, Description("Runs a known program.")]
    public string RunProgram(string program)
    {
        if (!Programs.Contains(program))
        {
            return "That program is not allowed.";
        }

        using var process = Process.Start(program, "--version")!; // Compliant: member of a constant set
        return process.ExitCode.ToString();
    }

    [KernelFunction, Description("Runs the tests of one project.")]
    public async Task<string> TestAsync(string project)
    {
        return await StartAsync("test " + project);
    }

    private static async Task<string> StartAsync(string arguments)
    {
        using var process = Process.Start("dotnet", arguments); // Noncompliant {{AIR2004}}
        await process.WaitForExitAsync();
        return "done";
    }

    [KernelFunction, Description("Builds with a number of processors.")]
    public async Task<int> BuildAsync(int processors)
    {
        using var process = Process.Start("dotnet", $"build -m:{processors}"); // Compliant: a number
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Not a tool: only the app calls it.</summary>
    public static void OpenEditor(string file)
    {
        Process.Start("code", file); // Compliant: no model chooses the argument
    }
}

public class DatabasePlugin(IDbConnection connection)
{
    [KernelFunction, Description("Reads from the database.")]
    public IEnumerable<dynamic> Query([Description("A SELECT statement")] string sql)
    {
        return connection.Query(sql); // Noncompliant {{AIR2004}}
    }

    [KernelFunction, Description("Finds customers by city.")]
    public IEnumerable<dynamic> FindCustomers(string city)
    {
        return connection.Query("SELECT * FROM customers WHERE city = @city", new { city }); // Compliant: a parameter
    }

    [KernelFunction, Description("Finds orders.")]
    public IEnumerable<dynamic> FindOrders(OrderQuery query)
    {
        return connection.Query($"SELECT * FROM orders WHERE status = '{query.Status}' LIMIT {query.Limit}"); // Noncompliant {{AIR2004}}
    }

    [KernelFunction, Description("Finds orders by a known status.")]
    public IEnumerable<dynamic> FindOrdersByStatus(OrderStatus status, int limit)
    {
        return connection.Query($"SELECT * FROM orders WHERE status = '{status}' LIMIT {limit}"); // Compliant: an enum and a number
    }
}

public enum OrderStatus
{
    Open,
    Shipped,
}

public record OrderQuery(string Status, int Limit);

public partial class WorkspacePlugin(string workspace, HttpClient http)
{
    [KernelFunction, Description("Reads a file.")]
    public string ReadFile(string path)
    {
        return File.ReadAllText(Path.Combine(workspace, path)); // Noncompliant {{AIR2004}}
    }

    [KernelFunction, Description("Reads a file of the workspace.")]
    public string ReadWorkspaceFile(string path)
    {
        var root = Path.GetFullPath(workspace) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, path));
        if (!full.StartsWith(root, StringComparison.Ordinal))
        {
            return "That file is outside of the workspace.";
        }

        return File.ReadAllText(full); // Compliant: contained in the root
    }

    [KernelFunction, Description("Lists a folder.")]
    public string[] List(string folder)
    {
        if (folder.Contains(".."))
        {
            return [];
        }

        return Directory.GetFiles(folder); // Noncompliant {{AIR2004}}
    }

    [KernelFunction, Description("Fetches a page.")]
    public async Task<string> FetchAsync(string url)
    {
        return await http.GetStringAsync(url); // Noncompliant {{AIR2004}}
    }

    [KernelFunction, Description("Fetches a page of the documentation.")]
    public async Task<string> FetchDocumentationAsync(string page)
    {
        if (!Regex.IsMatch(page, "\\A[a-z-]{1,40}\\z"))
        {
            return "That is not a page.";
        }

        return await http.GetStringAsync("https://docs.example.com/" + page); // Compliant: a bounded word
    }
}
