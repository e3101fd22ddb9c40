using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;

namespace Airlock.Benchmarks;

/// <summary>
/// Digest and scan beside other programs, in one run and interleaved, as ratios: these are the only figures that mean something on a machine that
/// others use too. Programs that are not installed are left out.
/// </summary>
internal static class PeerComparison
{
    private const int Rounds = 5;
    private const long LargeFile = 2L * 1024 * 1024 * 1024;
    private const int Entries = 400_000;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("airlock-benchmark-").FullName;
        try
        {
            var large = WriteLargeFile(Path.Combine(folder, "large.bin"));
            Compare(
                $"SHA-256 of {LargeFile / 1e9:F1} GB",
                ("memory (the limit)", () => HashMemory()),
                ("Airlock digest", () => FileDigest.Compute(large)),
                ("Airlock digest and scan", () => FileInspection.Of(large)),
                ("openssl dgst -sha256", Program("openssl", $"dgst -sha256 {large}")),
                ("sha256sum", Program("sha256sum", large)),
                ("b3sum, one thread", Program("b3sum", $"--num-threads 1 {large}")));

            var dense = WriteDensePickle(Path.Combine(folder, "dense.pkl"));
            Compare(
                $"Pickle of {new FileInfo(dense).Length / 1e6:F1} MB, dense with opcodes",
                ("Airlock scan", () => ScanFile(dense)),
                ("picklescan", Program("picklescan", $"--path {dense}")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string title, params (string Name, Action? Run)[] contestants)
    {
        var present = contestants.Where(contestant => contestant.Run is not null).ToList();
        var times = present.ConvertAll(_ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < present.Count; index++)
            {
                var watch = Stopwatch.StartNew();
                present[index].Run!();
                times[index].Add(watch.Elapsed.TotalSeconds);
            }
        }

        Console.WriteLine(title);
        var first = Median(times[0]);
        for (var index = 0; index < present.Count; index++)
        {
            var median = Median(times[index]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {present[index].Name,-26} {median,8:F3} s  {first / median,7:F3} of the first"));
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Action? Program(string name, string arguments)
    {
        var isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
        return isInstalled ? () => Start(name, arguments) : null;
    }

    private static void Start(string name, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    private static void HashMemory()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1024 * 1024];
        for (long read = 0; read < LargeFile; read += buffer.Length)
        {
            hash.AppendData(buffer);
        }
    }

    private static void ScanFile(string path)
    {
        using var file = File.OpenHandle(path);
        ModelScanner.Scan(ByteSource.Of(file, path), path);
    }

    private static string WriteLargeFile(string path)
    {
        var buffer = new byte[1024 * 1024];
        var random = new Random(1);
        using var file = File.Create(path);
        for (long written = 0; written < LargeFile; written += buffer.Length)
        {
            random.NextBytes(buffer);
            file.Write(buffer);
        }

        return path;
    }

    // A list of small lists and dictionaries, as pickle writes it in protocol 2, with its memo.
    private static string WriteDensePickle(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write([0x80, 2, (byte)']', (byte)'q', 0, (byte)'(']);
        for (var entry = 0; entry < Entries; entry++)
        {
            file.Write([(byte)']', (byte)'r', .. BitConverter.GetBytes((entry * 2) + 1), (byte)'(', (byte)'K', (byte)entry, (byte)'K', (byte)(entry * 7)]);
            file.Write([(byte)'}', (byte)'r', .. BitConverter.GetBytes((entry * 2) + 2), .. "X\x01\0\0\0a"u8, (byte)'K', 1, (byte)'s', (byte)'N', 0x88, (byte)'e']);
        }

        file.Write(Encoding.ASCII.GetBytes("e."));
        return path;
    }
}
