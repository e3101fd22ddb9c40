using Microsoft.AspNetCore.Authorization;

namespace FallbackPolicyConfigured;

internal static class Security
{
    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("Bearer").AddBearerToken("Bearer");
        builder.Services.AddAuthorization();
        builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = options.DefaultPolicy);
        return builder;
    }
}
