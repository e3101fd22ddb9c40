namespace Airlock.Corpus.Letters;

internal sealed class AnswerLog(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("answers");

    public void Keep(string answer)
    {
        var first = answer.Split('\n')[0];
        _logger.LogInformation("{Length} characters, beginning with {First}", answer.Length, first); // Noncompliant {{AIR3201}}
        Serilog.Log.Information("Answer {Answer}", answer); // Noncompliant {{AIR3201}}
    }
}
