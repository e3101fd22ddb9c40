using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5007Tests
{
    private const string Id = "AIR5007";

    private const string Usings = "using System.Net.Http; using System.Security.Cryptography; using Microsoft.ML; using Microsoft.ML.OnnxRuntime; using TorchSharp; ";

    private static readonly (string, string) Lock = ("/repo/airlock.lock.json", $$"""
        { "version": 1, "models": [ { "path": "models/pinned.onnx", "sha256": "{{new string('0', 64)}}" } ] }
        """);

    public static TheoryData<string> Unverified =>
    [
        """class C { async Task<object> M(HttpClient h, string u) => new InferenceSession([|await h.GetByteArrayAsync(u)|]); }""",
        """class C { async Task<object> M(HttpClient h, string u) { var bytes = await h.GetByteArrayAsync(u); return new InferenceSession([|bytes|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u, MLContext ml) { using var stream = await h.GetStreamAsync(u); return ml.Model.Load([|stream|], out _); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { using var r = await h.GetAsync(u); r.EnsureSuccessStatusCode(); return new InferenceSession([|await r.Content.ReadAsByteArrayAsync()|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { using var r = await h.SendAsync(new HttpRequestMessage(HttpMethod.Get, u)); var m = new MemoryStream(); await (await r.Content.ReadAsStreamAsync()).CopyToAsync(m); return new InferenceSession([|m.ToArray()|]); } }""",
        """class C { async Task<byte[]> Fetch(HttpClient h, string u) => await h.GetByteArrayAsync(u); async Task<object> M(HttpClient h) => new InferenceSession([|await Fetch(h, "https://example.com/a.onnx")|]); }""",
        """class C { async Task<object> M(HttpClient h, string u) { var path = Path.Combine(Path.GetTempPath(), "a.onnx"); await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync(u)); return new InferenceSession([|path|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { var path = "a.onnx"; using (var s = await h.GetStreamAsync(u)) using (var f = File.Create(path)) { await s.CopyToAsync(f); } return new InferenceSession([|path|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u, string path) { using var s = await h.GetStreamAsync(u); using var f = new FileStream(path, FileMode.Create); var buffer = new byte[8192]; int n; while ((n = await s.ReadAsync(buffer)) > 0) { await f.WriteAsync(buffer.AsMemory(0, n)); } return new InferenceSession([|path|]); } }""",
        """class C { async Task Fetch(HttpClient h, string path) { if (!File.Exists(path)) { await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync("https://example.com/a.onnx")); } } async Task<object> M(HttpClient h) { var file = "a.onnx"; await Fetch(h, file); return new InferenceSession([|file|]); } }""",
        """class C { readonly string _path = Path.Combine("cache", "a.onnx"); async Task Start(HttpClient h) => await File.WriteAllBytesAsync(_path, await h.GetByteArrayAsync("https://example.com/a.onnx")); object Open() => new InferenceSession([|_path|]); }""",
        """class C { async Task<object> M(HttpClient h, string u) { await File.WriteAllBytesAsync("models/a.onnx.part", await h.GetByteArrayAsync(u)); File.Move("models/a.onnx.part", "models/a.onnx"); return new InferenceSession([|"models/a.onnx"|]); } }""",
        """class C { object M(string u) { using var w = new System.Net.WebClient(); w.DownloadFile(u, "a.onnx"); return new InferenceSession([|"a.onnx"|]); } }""",
        """class C { object M(string u) { torch.hub.download_url_to_file(u, "a.pt"); return torch.jit.load([|"a.pt"|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { var b = await h.GetByteArrayAsync(u); Console.WriteLine(Convert.ToHexString(SHA256.HashData(b))); return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u, string expected, ILogger log) { var b = await h.GetByteArrayAsync(u); if (Convert.ToHexString(SHA256.HashData(b)) != expected) { log.LogWarning("differs"); } return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { var b = await h.GetByteArrayAsync(u); var expected = await h.GetStringAsync(u + ".sha256"); if (Convert.ToHexString(SHA256.HashData(b)) != expected) throw new InvalidDataException(); return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u, string expected) { var b = await h.GetByteArrayAsync(u); if (Convert.ToHexString(MD5.HashData(b)) != expected) throw new InvalidDataException(); return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u, string expected) { var b = await h.GetByteArrayAsync(u); var s = new InferenceSession([|b|]); if (Convert.ToHexString(SHA256.HashData(b)) != expected) throw new InvalidDataException(); return s; } }""",
        """class C { async Task<object> M(HttpClient h, string u, byte[] other, string expected) { var b = await h.GetByteArrayAsync(u); if (Convert.ToHexString(SHA256.HashData(other)) != expected) throw new InvalidDataException(); return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { var b = await h.GetByteArrayAsync(u); if (b.Length == 0) throw new InvalidDataException(); return new InferenceSession([|b|]); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { await File.WriteAllBytesAsync("models/pinned.onnx", await h.GetByteArrayAsync(u)); return new InferenceSession([|"models/pinned.onnx"|]); } }""",
        """class R { [Microsoft.ML.Data.LoadColumn(0)] public string T = ""; } class C { async Task<object> M(HttpClient h, MLContext ml) { await File.WriteAllBytesAsync("train.csv", await h.GetByteArrayAsync("https://example.com/train.csv")); return ml.Data.LoadFromTextFile<R>([|"train.csv"|]); } }""",
    ];

    public static TheoryData<string> Safe =>
    [
        """class C { async Task<object> M(HttpClient h, string u, string expected) { var b = await h.GetByteArrayAsync(u); if (Convert.ToHexString(SHA256.HashData(b)) != expected) throw new InvalidDataException(); return new InferenceSession(b); } }""",
        """class C { const string Digest = "ab"; async Task<object?> M(HttpClient h, string u) { var b = await h.GetByteArrayAsync(u); var hash = Convert.ToHexString(SHA256.HashData(b)); if (!hash.Equals(Digest, StringComparison.OrdinalIgnoreCase)) { return null; } return new InferenceSession(b); } }""",
        """class C { async Task<object?> M(HttpClient h, string u, byte[] expected) { var b = await h.GetByteArrayAsync(u); if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(b), expected)) { return new InferenceSession(b); } return null; } }""",
        """class C { async Task<object?> M(HttpClient h, string u, byte[] expected) { var b = await h.GetByteArrayAsync(u); Span<byte> hash = stackalloc byte[32]; SHA256.HashData(b, hash); var same = hash.SequenceEqual(expected); if (!same) throw new InvalidDataException(); return new InferenceSession(b); } }""",
        """class C { async Task<object> M(HttpClient h, string u, string expected) { var path = "a.onnx"; await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync(u)); using (var f = File.OpenRead(path)) { if (Convert.ToHexString(await SHA256.HashDataAsync(f)) != expected) { File.Delete(path); throw new InvalidDataException(); } } return new InferenceSession(path); } }""",
        """class C { void Verify(string file, string expected) { using var sha = SHA256.Create(); using var f = File.OpenRead(file); if (BitConverter.ToString(sha.ComputeHash(f)) != expected) throw new InvalidDataException(); } async Task<object> M(HttpClient h, string u, string expected) { var path = "a.onnx"; await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync(u)); Verify(path, expected); return new InferenceSession(path); } }""",
        """class C { bool IsIntact(byte[] content, string expected) => Convert.ToHexString(SHA256.HashData(content)) == expected; async Task<object> M(HttpClient h, string u, string expected) { var b = await h.GetByteArrayAsync(u); if (!IsIntact(b, expected)) throw new InvalidDataException(); return new InferenceSession(b); } }""",
        """class C { string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))); async Task<string> Fetch(HttpClient h, string u, string expected) { var path = "a.onnx"; await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync(u)); return Digest(path) == expected ? path : throw new InvalidDataException(); } async Task<object> M(HttpClient h, string u) => new InferenceSession(await Fetch(h, u, "ab")); }""",
        """class C { async Task<object> M(HttpClient h, string u, RSA key, byte[] signature) { var b = await h.GetByteArrayAsync(u); if (!key.VerifyData(b, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)) throw new InvalidDataException(); return new InferenceSession(b); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { var path = "models/pinned.onnx"; if (!File.Exists(path)) { await File.WriteAllBytesAsync(path, await h.GetByteArrayAsync(u)); } return new InferenceSession(path); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { await File.WriteAllBytesAsync("page.html", await h.GetByteArrayAsync(u)); return new InferenceSession("models/pinned.onnx"); } }""",
        """class C { async Task<object> M(HttpClient h, string u) { await h.GetByteArrayAsync(u); return new InferenceSession(File.ReadAllBytes("models/pinned.onnx")); } }""",
        """class C { object M() => new InferenceSession("other.onnx"); }""",
    ];

    [Theory]
    [MemberData(nameof(Unverified))]
    public Task Reports_a_download_that_is_loaded_unchecked(string source) => RuleTest<AIR5007UnverifiedDownloadAnalyzer>.VerifyAsync(Id, Usings + "\n" + source, Lock);

    [Theory]
    [MemberData(nameof(Safe))]
    public Task Is_silent_where_the_digest_is_compared(string source) => RuleTest<AIR5007UnverifiedDownloadAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    /// <summary>No pin can name what the program fetches itself: one mistake, one finding.</summary>
    [Fact]
    public async Task The_load_of_a_download_is_not_reported_as_unpinned_too()
    {
        foreach (var source in Safe.Take(9).Concat(Unverified.Take(8)).Select(row => row.Data))
        {
            await RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync("AIR5001", Usings + source.Replace("[|", "").Replace("|]", ""), Lock);
        }
    }

    [Fact]
    public async Task Names_the_download()
    {
        var finding = Assert.Single(await RuleTest<AIR5007UnverifiedDownloadAnalyzer>.VerifyAsync(
            Id, Usings + "\n" + """class C { async Task<object> M(HttpClient h, string u) => new InferenceSession([|await h.GetByteArrayAsync(u)|]); }"""));
        Assert.StartsWith("InferenceSession loads what HttpClient.GetByteArrayAsync downloads in line 2", finding.GetMessage(null));
        Assert.Single(finding.AdditionalLocations);
    }
}
