using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LayeredReach;

[ApiController, Route("claims")]
public class ClaimsController(IClaimService service, IPriceList prices) : ControllerBase
{
    [HttpPost]
    public async Task<ActionResult<decimal>> SubmitAsync(Claim claim, CancellationToken cancellation) // Noncompliant {{AIR3001}}
    {
        var amount = await service.SubmitAsync(claim, cancellation);
        return amount > 0 ? Ok(amount) : NotFound();
    }

    [HttpPost("internal"), Authorize]
    public async Task<ActionResult<decimal>> SubmitInternalAsync(Claim claim, CancellationToken cancellation) => // Compliant: [Authorize] on the action
        Ok(await service.SubmitAsync(claim, cancellation));

    [HttpGet("prices/{part}")]
    public decimal Price(string part) => prices.Of(part); // Compliant: no implementation runs a model
}
