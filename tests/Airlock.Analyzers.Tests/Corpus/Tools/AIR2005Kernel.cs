using System.ComponentModel;
using System.Data;
using Dapper;
using Microsoft.SemanticKernel;

namespace Warehouse.KernelPlugins;

public class StockPlugin(IDbConnection connection)
{
    [KernelFunction, Description("Reads the stock of an article.")]
    public int GetStock(int article) => connection.ExecuteScalar<int>("SELECT stock FROM articles WHERE id = @article", new { article }); // Compliant: only reads
}

public class DisposalPlugin(IDbConnection connection)
{
    [KernelFunction, Description("Disposes of an article.")]
    public int Dispose(int article) => connection.Execute("DELETE FROM articles WHERE id = @article", new { article }); // Noncompliant {{AIR2005}}
}

/// <summary>An assistant of a warehouse that runs functions by itself.</summary>
public class WarehouseAssistant(IDbConnection connection)
{
    public async Task<string> AskAsync(Kernel kernel, string question)
    {
        kernel.Plugins.AddFromObject(new StockPlugin(connection));
        kernel.Plugins.AddFromObject(new DisposalPlugin(connection));
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var result = await kernel.InvokePromptAsync("{{$question}}", new KernelArguments(settings) { ["question"] = question });
        return result.ToString();
    }
}
