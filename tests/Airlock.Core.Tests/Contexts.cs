using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Core.Tests;

/// <summary>Contexts of the gate for tests.</summary>
public static class Contexts
{
    /// <summary>A context whose policy has that text, which must be sound.</summary>
    public static GateContext WithPolicy(string policy, string root = "/app")
    {
        var document = PolicyDocument.Parse(policy, out var errors);
        Assert.Empty(errors);
        return new GateContext(
            root,
            Path.Combine(root, "App.csproj"),
            document,
            Path.Combine(root, "airlock.json"),
            document.EffectiveProfile(null),
            LockDocument.Empty,
            Path.Combine(root, "airlock.lock.json"));
    }
}
