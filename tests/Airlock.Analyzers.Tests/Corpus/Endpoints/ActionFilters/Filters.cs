using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ActionFilters;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ApiKeyAttribute : Attribute, IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var configuration = context.HttpContext.RequestServices.GetRequiredService<IConfiguration>();
        if (context.HttpContext.Request.Headers["X-Api-Key"] != configuration["Api:Key"])
        {
            context.Result = new UnauthorizedResult();
            return;
        }

        await next();
    }
}

public sealed class PartnerKeyFilter(IConfiguration configuration) : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Request.Query["key"] != configuration["Partners:Key"])
        {
            context.Result = new ForbidResult();
        }
    }
}

public sealed class ElapsedAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context) => context.HttpContext.Items["started"] = Stopwatch.GetTimestamp();

    public override void OnActionExecuted(ActionExecutedContext context)
    {
        var started = (long)context.HttpContext.Items["started"]!;
        context.HttpContext.Response.Headers["X-Elapsed"] = Stopwatch.GetElapsedTime(started).ToString();
    }
}
