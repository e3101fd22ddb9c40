using Airlock.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["peers"])
{
    PeerComparison.Run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
