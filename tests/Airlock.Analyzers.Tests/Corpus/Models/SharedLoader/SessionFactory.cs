using Microsoft.ML.OnnxRuntime;

namespace SharedLoader;

public class SessionFactory
{
    public InferenceSession Open(string path) => new(path); // Noncompliant {{AIR5001}}
}

public class PinnedFactory(string root)
{
    public InferenceSession Open(string name) => new(Path.Combine(root, "models", name)); // Compliant
}

public sealed class LazyModel(string path)
{
    private readonly Lazy<InferenceSession> _session = new(() => new InferenceSession(path)); // Compliant

    public InferenceSession Session => _session.Value;
}
