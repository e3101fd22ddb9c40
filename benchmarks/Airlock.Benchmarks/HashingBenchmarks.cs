using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Airlock.Benchmarks;

/// <summary>SHA-256 over 256 MiB in memory: the bound that no reading of a model file can beat, and what streaming costs beside it.</summary>
public class HashingBenchmarks
{
    private const int Length = 256 * 1024 * 1024;

    private readonly byte[] _bytes = new byte[Length];

    [GlobalSetup]
    public void Fill() => new Random(1).NextBytes(_bytes);

    [Benchmark(Baseline = true)]
    public byte[] WholeArray() => SHA256.HashData(_bytes);

    [Benchmark]
    public byte[] Stream() => SHA256.HashData(new MemoryStream(_bytes));

    [Benchmark]
    [Arguments(64 * 1024)]
    [Arguments(1024 * 1024)]
    public byte[] StreamByBuffer(int bufferLength)
    {
        using var stream = new MemoryStream(_bytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[bufferLength];
        while (stream.Read(buffer) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
