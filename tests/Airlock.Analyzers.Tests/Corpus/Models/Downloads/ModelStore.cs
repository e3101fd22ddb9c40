using System.Net.Http;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace Downloads;

public class Unchecked(HttpClient http)
{
    public async Task<object> Bytes(Uri address)
    {
        var content = await http.GetByteArrayAsync(address);
        return new InferenceSession(content); // Noncompliant {{AIR5007}}
    }

    public async Task<object> Stream(Uri address, MLContext context)
    {
        await using var content = await http.GetStreamAsync(address);
        return context.Model.Load(content, out _); // Noncompliant {{AIR5007}}
    }

    public async Task<object> ToFile(Uri address, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), "ranking.onnx");
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using (var source = await response.Content.ReadAsStreamAsync(cancellation))
        await using (var target = new FileStream(path, FileMode.Create))
        {
            await source.CopyToAsync(target, cancellation);
        }

        return new InferenceSession(path); // Noncompliant {{AIR5007}}
    }

    public async Task<object> Logged(Uri address, ILogger logger)
    {
        var content = await http.GetByteArrayAsync(address);
        logger.LogInformation("SHA-256 {Digest}", Convert.ToHexString(SHA256.HashData(content)));
        return new InferenceSession(content); // Noncompliant {{AIR5007}}
    }

    public async Task<object> DigestFromServer(Uri address)
    {
        var content = await http.GetByteArrayAsync(address);
        var expected = await http.GetStringAsync(address + ".sha256");
        if (!Convert.ToHexString(SHA256.HashData(content)).Equals(expected.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException();
        }

        return new InferenceSession(content); // Noncompliant {{AIR5007}}
    }

    public async Task<object> HubFile()
    {
        var content = await http.GetByteArrayAsync("https://huggingface.co/acme/phi/resolve/main/model.onnx"); // Noncompliant {{AIR5004}}
        return new InferenceSession(content); // Noncompliant {{AIR5007}}
    }

    public async Task<object> LengthOnly(Uri address)
    {
        var content = await http.GetByteArrayAsync(address);
        if (content.Length != 123_456)
        {
            throw new InvalidDataException();
        }

        return new InferenceSession(content); // Noncompliant {{AIR5007}}
    }
}

public class Checked(HttpClient http)
{
    private static readonly byte[] Expected = Convert.FromHexString("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");

    public async Task<object> Bytes(Uri address)
    {
        var content = await http.GetByteArrayAsync(address);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(content), Expected))
        {
            throw new InvalidDataException("not the model that was vetted");
        }

        return new InferenceSession(content); // Compliant
    }

    public async Task<object> ToFile(Uri address)
    {
        var path = Path.Combine(Path.GetTempPath(), "checked.onnx");
        var part = path + ".part";
        await File.WriteAllBytesAsync(part, await http.GetByteArrayAsync(address));
        await VerifyAsync(part, Expected);
        File.Move(part, path, overwrite: true);
        return new InferenceSession(path); // Compliant
    }

    public async Task<object?> Conditional(Uri address)
    {
        var content = await http.GetByteArrayAsync(address);
        var isExpected = SHA256.HashData(content).AsSpan().SequenceEqual(Expected);
        return isExpected ? new InferenceSession(content) : null; // Compliant
    }

    public async Task<object> Restored(Uri address)
    {
        const string Path = "models/intent.onnx";
        if (!File.Exists(Path))
        {
            await File.WriteAllBytesAsync(Path, await http.GetByteArrayAsync(address));
        }

        return new InferenceSession(Path); // Compliant: pinned, and restored by the build
    }

    private static async Task VerifyAsync(string path, byte[] expected)
    {
        await using var stream = File.OpenRead(path);
        if (!(await SHA256.HashDataAsync(stream)).SequenceEqual(expected))
        {
            throw new InvalidDataException(path);
        }
    }
}

public class Provisioning(HttpClient http)
{
    private readonly string _file = Path.Combine(AppContext.BaseDirectory, "cache", "segment.onnx");

    public async Task EnsureAsync()
    {
        if (!File.Exists(_file))
        {
            await using var target = File.Create(_file);
            await using var source = await http.GetStreamAsync("https://models.example.com/segment.onnx");
            await source.CopyToAsync(target);
        }
    }

    public InferenceSession Open() => new(_file); // Noncompliant {{AIR5007}}
}
