namespace RequestHandlers;

public interface IRequest<TResponse>;

public interface IRequestHandler<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    Task<TResponse> HandleAsync(TRequest request, CancellationToken cancellation);
}

public sealed record TranslateText(string Text, string Language) : IRequest<string>;

public sealed record CountWords(string Text) : IRequest<int>;

public sealed class TranslateTextHandler(IChatClient chat) : IRequestHandler<TranslateText, string>
{
    public async Task<string> HandleAsync(TranslateText request, CancellationToken cancellation)
    {
        var response = await chat.GetResponseAsync($"To {request.Language}: {request.Text}", cancellationToken: cancellation);
        return response.Text;
    }
}

public sealed class CountWordsHandler : IRequestHandler<CountWords, int>
{
    public Task<int> HandleAsync(CountWords request, CancellationToken cancellation) => Task.FromResult(request.Text.Split(' ').Length);
}

public sealed class Dispatcher(IServiceProvider services)
{
    public Task<TResponse> SendAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellation)
        where TRequest : IRequest<TResponse> =>
        services.GetRequiredService<IRequestHandler<TRequest, TResponse>>().HandleAsync(request, cancellation);
}
