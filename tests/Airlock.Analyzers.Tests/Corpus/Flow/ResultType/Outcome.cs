namespace Fabrikam.Functional;

public readonly record struct Outcome<T>(T? Value, string? Error)
{
    public static Outcome<T> Success(T value) => new(value, null);

    public static Outcome<T> Failure(string error) => new(default, error);

    public Outcome<TNext> Map<TNext>(Func<T, TNext> next) =>
        Error is null ? Outcome<TNext>.Success(next(Value!)) : Outcome<TNext>.Failure(Error);

    public TResult Match<TResult>(Func<T, TResult> success, Func<string, TResult> failure) =>
        Error is null ? success(Value!) : failure(Error);
}

public static class Attempt
{
    public static async Task<Outcome<T>> RunAsync<T>(Func<Task<T>> action, int times = 3)
    {
        for (var attempt = 1; attempt < times; attempt++)
        {
            try
            {
                return Outcome<T>.Success(await action());
            }
            catch (TimeoutException)
            {
                await Task.Delay(100 * attempt);
            }
        }

        return Outcome<T>.Failure("timeout");
    }
}
