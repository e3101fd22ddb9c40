namespace Contoso.Sales;

public class ModelQueryWriter(IChatClient client) : IQueryWriter
{
    public async Task<string> WriteAsync(string question)
    {
        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, question)]);
        return response.Text;
    }
}

public class LoggingQueryWriter(IQueryWriter inner, ILogger<LoggingQueryWriter> logger) : IQueryWriter
{
    public async Task<string> WriteAsync(string question)
    {
        var sql = await inner.WriteAsync(question);
        logger.LogInformation("{Sql}", sql);
        return sql;
    }
}

public class FixedCaptionWriter : ICaptionWriter
{
    public Task<string> WriteAsync(string question) => Task.FromResult(question.Length > 20 ? "sales" : "orders");
}
