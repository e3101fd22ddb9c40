namespace OwnAccountService;

public record Loaf(string Flour);

public class Account(IHttpContextAccessor accessor, IConfiguration configuration)
{
    public bool IsKnown => accessor.HttpContext?.Request.Cookies["session"] == configuration["Session:Secret"];

    public void Demand()
    {
        if (!IsKnown)
        {
            throw new UnauthorizedAccessException("Sign in first.");
        }
    }
}

public class Baker(IChatClient chat)
{
    public async Task<string> BakeAsync(Loaf loaf) => (await chat.GetResponseAsync($"A recipe with {loaf.Flour}")).Text;
}
