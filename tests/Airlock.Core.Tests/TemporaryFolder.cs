using Airlock.Core;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Core.Tests;

/// <summary>A folder that goes away with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("airlock-core-").FullName;

    public string Write(string file, string content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A project App.csproj in this folder under a policy and a lock given as text.</summary>
    public GateContext Context(string policy = "{}", string locked = """{ "version": 1 }""", string? profile = null)
    {
        var parsed = PolicyDocument.Parse(policy, out var policyErrors);
        var pins = LockDocument.Parse(locked, out var lockErrors);
        Assert.Empty(policyErrors);
        Assert.Empty(lockErrors);
        return new GateContext(
            Path,
            System.IO.Path.Combine(Path, "App.csproj"),
            parsed,
            System.IO.Path.Combine(Path, "airlock.json"),
            parsed.EffectiveProfile(profile),
            pins,
            System.IO.Path.Combine(Path, "airlock.lock.json"));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
