namespace LayeredReach;

public record Claim(string Part, string Damage);

public interface IPriceList
{
    decimal Of(string part);
}

public class StaticPriceList : IPriceList
{
    public decimal Of(string part) => part.Length * 10m;
}

public interface IClaimAssessor
{
    Task<bool> AcceptsAsync(Claim claim, CancellationToken cancellation);
}

public class RuleAssessor : IClaimAssessor
{
    public Task<bool> AcceptsAsync(Claim claim, CancellationToken cancellation) => Task.FromResult(claim.Part != "");
}

public class ModelAssessor(IModelGateway gateway) : IClaimAssessor
{
    public async Task<bool> AcceptsAsync(Claim claim, CancellationToken cancellation)
    {
        var verdict = await gateway.AskAsync($"Is this damage covered? {claim.Damage}", cancellation);
        return verdict.StartsWith("yes", StringComparison.OrdinalIgnoreCase);
    }
}

public interface IModelGateway
{
    Task<string> AskAsync(string prompt, CancellationToken cancellation);
}

public class ModelGateway(IChatClient chat) : IModelGateway
{
    public async Task<string> AskAsync(string prompt, CancellationToken cancellation) =>
        (await chat.GetResponseAsync(prompt, cancellationToken: cancellation)).Text;
}

public interface IClaimService
{
    Task<decimal> SubmitAsync(Claim claim, CancellationToken cancellation);
}

public class ClaimService(IEnumerable<IClaimAssessor> assessors, IPriceList prices) : IClaimService
{
    public async Task<decimal> SubmitAsync(Claim claim, CancellationToken cancellation)
    {
        foreach (var assessor in assessors)
        {
            if (!await assessor.AcceptsAsync(claim, cancellation))
            {
                return 0;
            }
        }

        return prices.Of(claim.Part);
    }
}
