using System.ComponentModel;
using System.Data;
using Dapper;
using Microsoft.SemanticKernel;

namespace Warehouse.FilteredPlugins;

public class DisposalPlugin(IDbConnection connection)
{
    [KernelFunction, Description("Disposes of an article.")]
    public int Dispose(int article) => connection.Execute("DELETE FROM articles WHERE id = @article", new { article }); // Compliant: a filter asks a person
}

/// <summary>Asks before a function runs.</summary>
public class ApprovalFilter : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        Console.Write($"Run {context.Function.Name}? ");
        if (Console.ReadLine() == "y")
        {
            await next(context);
        }
        else
        {
            context.Terminate = true;
        }
    }
}

public class WarehouseAssistant(IDbConnection connection)
{
    public async Task<string> AskAsync(Kernel kernel, string question)
    {
        kernel.AutoFunctionInvocationFilters.Add(new ApprovalFilter());
        kernel.Plugins.AddFromObject(new DisposalPlugin(connection));
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var result = await kernel.InvokePromptAsync("{{$question}}", new KernelArguments(settings) { ["question"] = question });
        return result.ToString();
    }
}
