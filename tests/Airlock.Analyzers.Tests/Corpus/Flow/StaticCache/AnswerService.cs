using OpenAI.Chat;

namespace Fabrikam.Answers;

public class AnswerService(ChatClient chat)
{
    public async Task AskAsync(string question)
    {
        ChatCompletion completion = await chat.CompleteChatAsync(question);
        AnswerCache.Put(question, completion.Content[0].Text);
        ProgramCache.Put("history", "log --oneline");
    }
}
