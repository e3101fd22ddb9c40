using HandlebarsDotNet;
using Microsoft.SemanticKernel;

namespace MailMerge.Templates;

/// <summary>A mail merge whose letters a model writes.</summary>
public class LetterWriter(IChatClient chat)
{
    public async Task<string> WriteAsync(string occasion, object customer)
    {
        var letter = await chat.GetResponseAsync($"Write a Handlebars template of a letter for: {occasion}");
        var template = Handlebars.Compile(letter.Text); // Noncompliant {{AIR1014}}
        return template(customer);
    }

    public async Task<string> FillAsync(string occasion)
    {
        var greeting = await chat.GetResponseAsync($"Write one sentence for: {occasion}");
        var template = Handlebars.Compile("Dear customer,\n{{greeting}}"); // Compliant: a constant template
        return template(new { greeting = greeting.Text });
    }

    public async Task<string> ComposeAsync(string occasion, object customer)
    {
        var closing = await chat.GetResponseAsync($"Write a closing for: {occasion}");
        var text = string.Join('\n', "Dear {{name}},", "", closing.Text);
        return Handlebars.Create().Compile(text)(customer); // Noncompliant {{AIR1014}}
    }

    public async Task<string> ChooseAsync(string occasion, object customer)
    {
        var kind = await chat.GetResponseAsync($"Answer 'formal' or 'casual': {occasion}");
        var text = kind.Text switch
        {
            "formal" => "Dear {{name}}",
            _ => "Hi {{name}}",
        };
        return Handlebars.Compile(text)(customer); // Compliant: every template is a constant
    }
}

public class PromptImprover(IChatClient chat, Kernel kernel)
{
    public async Task<string> ImproveAsync(string task)
    {
        var prompt = await chat.GetResponseAsync($"Write a better prompt for: {task}");
        var answer = await kernel.InvokePromptAsync(prompt.Text); // Noncompliant {{AIR1014}}
        return answer.ToString();
    }

    public async Task<string> AnswerAsync(string task)
    {
        var draft = await chat.GetResponseAsync($"Draft an answer to: {task}");
        var answer = await kernel.InvokePromptAsync("Shorten this: {{$draft}}", new KernelArguments { ["draft"] = draft.Text }); // Compliant: an argument of a constant template
        return answer.ToString();
    }
}
