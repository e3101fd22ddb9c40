namespace Fabrikam.Web;

public record Question(string Text, int Customer);

public record Answer(string Sql, int Limit);

public interface IAnswers
{
    Task<Answer> AnswerAsync(Question question);
}

public class ModelAnswers(IChatClient client) : IAnswers
{
    public async Task<Answer> AnswerAsync(Question question)
    {
        var reply = await client.GetResponseAsync([new ChatMessage(ChatRole.User, question.Text)]);
        return new Answer(reply.Text, reply.Text.Length);
    }
}
