using System.Net;
using System.Text.RegularExpressions;
using Airlock.Core.Tests.Bom;

namespace Airlock.EndToEnd.Tests;

/// <summary>The samples show what their descriptions promise. They are built in a copy, so that the repository stays as it is.</summary>
public sealed partial class SampleTests(PackedGate gate)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private string Copy(string sample)
    {
        var folder = Path.Combine(gate.Folder, $"samples {Guid.NewGuid().ToString("N")[..8]}");
        var samples = Path.Combine(PackedGate.Repository, "samples");
        foreach (var file in Directory.GetFiles(samples, "Directory.*").Concat(Directory.GetFiles(Path.Combine(samples, sample), "*", SearchOption.AllDirectories)))
        {
            var name = Path.GetRelativePath(samples, file);
            if (!name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                var copy = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return Path.Combine(folder, sample);
    }

    private static void ShouldBeValid(string folder, string file)
    {
        var (exitCode, output) = BomSchema.Validate([Path.Combine(folder, "bin", "Debug", "net10.0", "airlock", file)]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task InsecureChat_has_one_mistake_of_each_kind()
    {
        var folder = Copy("InsecureChat");

        var result = (await Tool.Run(folder, "check")).ShouldExit(1);

        Assert.Equal(
            [
                "AIR1001", "AIR1002", "AIR3001", "AIR3003", "AIR3004", "AIR3005", "AIR3006", "AIR3007", "AIR3101",
                "AIR4001", "AIR4002", "AIR5001", "AIR5002", "AIR5003", "AIR5011", "AIR6001", "AIR6010", "AIR9004",
            ],
            Heading().Matches(result.StandardOutput).Select(match => match.Groups["rule"].Value).Order(StringComparer.Ordinal));
        ShouldBeValid(folder, "InsecureChat.cdx.json");
    }

    [Fact]
    public async Task SecureChat_passes_and_runs()
    {
        var folder = Copy("SecureChat");
        (await Tool.Run(folder, "check")).ShouldExit(0).ShouldPrint("Passed: nothing blocks, 0 warnings");
        ShouldBeValid(folder, "SecureChat.cdx.json");

        using var process = DotNet.Start(folder, null, "run", "--no-build", "--no-launch-profile", "--", "--urls", "http://127.0.0.1:0");
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            var address = await AddressOf(process.StandardOutput, limit.Token);
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Host = "localhost"; // the only one in AllowedHosts

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", limit.Token)).StatusCode);
            using var question = new StringContent("""{ "message": "hello" }""", null, "application/json");
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/chat", question, limit.Token)).StatusCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<Uri> AddressOf(StreamReader log, CancellationToken cancellation)
    {
        while (await log.ReadLineAsync(cancellation) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups["address"].Value);
            }
        }

        throw new InvalidOperationException("the application ended before it listened");
    }

    [GeneratedRegex(@"^(?:  )?(?:block|warn|note) .*?(?<rule>AIR\d{4})", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"Now listening on: (?<address>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
