using Jint;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace SpreadsheetAssistant.Formulas;

/// <summary>An assistant that lets a model write formulas and small scripts.</summary>
public class FormulaWriter(IChatClient chat)
{
    public async Task<double> CalculateAsync(string question)
    {
        var formula = await chat.GetResponseAsync($"Write a C# expression that calculates: {question}");
        return await CSharpScript.EvaluateAsync<double>(formula.Text); // Noncompliant {{AIR1003}}
    }

    public async Task<double> CalculateKnownAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Answer 'net', 'gross' or 'margin' for: {question}");
        var formula = name.Text switch
        {
            "net" => "Price / 1.19",
            "gross" => "Price * 1.19",
            _ => "Price - Cost",
        };
        return await CSharpScript.EvaluateAsync<double>(formula); // Compliant: every formula is a constant
    }

    public async Task<object> RunAsync(string task)
    {
        var code = new StringBuilder("using System;\n");
        await foreach (var update in chat.GetStreamingResponseAsync($"Write a C# script: {task}"))
        {
            code.Append(update.Text);
        }

        var state = await CSharpScript.RunAsync(code.ToString()); // Noncompliant {{AIR1003}}
        return state.ReturnValue;
    }
}

public class BrowserScripts(IChatClient chat)
{
    public async Task<string> TransformAsync(string json, string wish)
    {
        var script = await chat.GetResponseAsync($"Write a JavaScript function body that does this: {wish}");
        var engine = new Engine(options => options.TimeoutInterval(TimeSpan.FromSeconds(2)));
        engine.SetValue("input", json);
        return engine.Evaluate("(function () {" + script.Text + "})()").ToString(); // Noncompliant {{AIR1003}}
    }

    public async Task<string> SummarizeAsync(string wish)
    {
        var summary = await chat.GetResponseAsync($"Summarise: {wish}");
        var engine = new Engine();
        engine.SetValue("summary", summary.Text);
        return engine.Evaluate("summary.trim().toUpperCase()").ToString(); // Compliant: the text is data, the script is constant
    }

    public async Task ExecuteAsync(string wish)
    {
        var script = await chat.GetResponseAsync($"Write a macro: {wish}");
        var engine = new Engine();
        engine.Execute(script.Text.Trim('`')); // Noncompliant {{AIR1003}}
    }
}
