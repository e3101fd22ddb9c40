namespace LeakModelFacts;

public record Query(string Text);

public record Answer(string Text, long? Tokens);

public static class Instructions
{
    public const string Text = "You answer questions about our tariffs. Never offer more than ten percent off.";
}
