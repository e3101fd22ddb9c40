using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Shared.Json;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Forwarders that put a model of somebody else under an address of the application's.</summary>
internal static class InferenceProxy
{
    /// <summary>Who offers the model that a forwarder leads to; null if it leads to none that is known.</summary>
    public static string? ProviderBehind(IInvocationOperation mapping, AirlockContext airlock) =>
        mapping.TargetMethod.Name == "MapForwarder"
            ? mapping.Arguments.SelectMany(argument => ConstantText.Reaching(argument.Value)).Select(text => InferenceHosts.Provider(text.Text)).FirstOrDefault(provider => provider is not null)
            : Destinations(airlock).Select(InferenceHosts.Provider).FirstOrDefault(provider => provider is not null);

    /// <summary>What the routes of a forwarder that is configured say of access.</summary>
    public static EndpointAccess Access(AirlockContext airlock)
    {
        var policies = airlock.Calls.Setting("AuthorizationPolicy").Select(setting => ConstantText.Of(setting.Value)?.Text ?? "")
            .Concat(airlock.Configuration.Settings.SelectMany(file => file.Texts()).Where(text => IsPartOfProxy(text.Key) && text.Key.EndsWith(":AuthorizationPolicy", StringComparison.OrdinalIgnoreCase)).Select(text => text.Value.Text))
            .ToList();
        return policies.Count == 0 ? EndpointAccess.Open
            : policies.Any(policy => policy.Equals("anonymous", StringComparison.OrdinalIgnoreCase)) ? EndpointAccess.Anonymous
            : EndpointAccess.Authenticated;
    }

    private static IEnumerable<string> Destinations(AirlockContext airlock) =>
        airlock.Calls.Setting("Address").Select(setting => ConstantText.Of(setting.Value)?.Text).OfType<string>()
            .Concat(airlock.Configuration.Settings.SelectMany(file => file.Texts()).Where(text => IsPartOfProxy(text.Key)).Select(text => text.Value.Text));

    private static bool IsPartOfProxy(string key) => key.IndexOf("Proxy", StringComparison.OrdinalIgnoreCase) >= 0;
}
