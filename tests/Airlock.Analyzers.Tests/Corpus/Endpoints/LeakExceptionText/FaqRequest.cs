namespace LeakExceptionText;

public sealed class FaqClosedException(DateOnly until) : Exception($"The assistant is closed until {until}.");

public sealed record FaqRequest(string Question)
{
    public static void Check(FaqRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Question))
        {
            throw new ArgumentException("Ask something.", nameof(request));
        }

        if (DateTime.UtcNow.DayOfWeek == DayOfWeek.Sunday)
        {
            throw new FaqClosedException(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1));
        }
    }
}
