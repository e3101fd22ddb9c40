using System.Text;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Vulnerabilities;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

public sealed class DatabaseMutationTests : IDisposable
{
    private static readonly string[] Sound =
    [
        """
        { "contoso.json": [ { "url": "https://example.com/GHSA-aaaa-bbbb-cccc", "severity": 2, "versions": "[1.0, 1.2.3)" }, { "url": "https://example.com/2", "severity": 9, "versions": "(, )" } ], "other": [ {} ] }
        """,
        """
        { "id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-1234"], "withdrawn": null, "severity": [ { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } ],
          "affected": [ { "package": { "ecosystem": "NuGet", "name": "Contoso.Json" }, "versions": ["1.0", "x"],
            "ranges": [ { "type": "ECOSYSTEM", "events": [ { "introduced": "0" }, { "last_affected": "1.2" }, { "limit": "*" } ] } ] } ], "database_specific": { "severity": "LOW" } }
        """,
        """[ { "@name": "base", "@id": "https://example.com/page.json", "@updated": "2026" } ]""",
        """
        { "@context": "https://openvex.dev/ns/v0.2.0", "statements": [ { "vulnerability": { "name": "CVE-2026-1234", "aliases": ["GHSA-aaaa-bbbb-cccc"] },
          "products": [ { "@id": "pkg:nuget/Contoso.Json@1.2.0", "subcomponents": [ { "identifiers": { "purl": "pkg:nuget/Contoso.Core" } } ] } ], "status": "not_affected", "justification": "component_not_present" } ] }
        """,
        """
        { "bomFormat": "CycloneDX", "components": [ { "bom-ref": "a", "purl": "pkg:nuget/Contoso.Json@1.2.0", "components": [ {} ] } ], "vulnerabilities": [ { "id": "CVE-2026-1234",
          "references": [ { "id": "GHSA-aaaa-bbbb-cccc" } ], "analysis": { "state": "false_positive", "detail": "no" }, "affects": [ { "ref": "a", "versions": [ { "version": "1.2.0" } ] } ] } ] }
        """,
    ];

    private static readonly string[] Values = ["null", "true", "-1", "\"text\"", "[]", "{}", "[1]", "{\"a\":1}", "1e99", "\"\\ud800\""];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Truncation_anywhere_is_a_fault_with_a_place(int index)
    {
        var bytes = Encoding.UTF8.GetBytes(Sound[index].Trim());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Contains(Read(bytes[..length]), fault => fault.Line > 0 && fault.Column > 0);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_change_of_bytes_makes_it_throw(int index)
    {
        var sound = Encoding.UTF8.GetBytes(Sound[index]);
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte).Array[1, 6].Sample(
            changes =>
            {
                var bytes = sound.ToArray();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                ReadAny(index, bytes);
            },
            iter: 2_000, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_exchange_of_values_makes_it_throw(int index)
    {
        var sound = Sound[index];
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, Values.Length - 1]).Array[1, 3].Sample(
            exchanges =>
            {
                var text = sound;
                foreach (var (at, value) in exchanges)
                {
                    text = Exchange(text, at, Values[value]);
                }

                ReadAny(index, Encoding.UTF8.GetBytes(text));
            },
            iter: 1_000, threads: 1);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.NotEmpty(Read(Encoding.UTF8.GetBytes(new string('[', 100_000))));
        Assert.NotEmpty(Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))));
        Assert.NotEmpty(VexDocument.Read(new string('[', 100_000), "a.json", []));
    }

    public void Dispose() => _folder.Dispose();

    // Over what stands after the n-th colon that ends a name.
    private static string Exchange(string text, int index, string value)
    {
        var at = -1;
        for (var count = 0; count <= index && text.IndexOf("\": ", at + 1, StringComparison.Ordinal) is >= 0 and var next; count++)
        {
            at = next;
        }

        var (start, depth) = (at + 3, 0);
        var end = start;
        while (end < text.Length && (depth > 0 || text[end] is not (',' or '}' or ']')))
        {
            depth += text[end] is '{' or '[' ? 1 : text[end] is '}' or ']' ? -1 : 0;
            end++;
        }

        return text[..start] + value + text[end..];
    }

    private void ReadAny(int index, byte[] bytes)
    {
        if (index < 3)
        {
            Assert.All(Read(bytes), fault => Assert.DoesNotContain("Exception", fault.ToString()));
        }
        else
        {
            VexDocument.Read(Encoding.UTF8.GetString(bytes), "a.json", []);
        }
    }

    private IReadOnlyList<DatabaseFault> Read(byte[] bytes)
    {
        var file = Path.Combine(_folder.Path, "a.json");
        File.WriteAllBytes(file, bytes);
        var data = new VulnerabilityData(["Contoso.Json"]);
        var reader = new DatabaseReader(_folder.Path, data, CancellationToken.None);
        reader.Read(file);
        Assert.All(data.On("Contoso.Json"), advisory => Assert.NotNull(advisory.Versions));
        return reader.Faults;
    }
}
