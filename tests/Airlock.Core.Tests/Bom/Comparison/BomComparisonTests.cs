using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using CsCheck;
using static Airlock.Core.Tests.Bom.Comparison.ComparedBoms;
using Document = Airlock.Core.Bom.Bom;
using Hash = Airlock.Core.Bom.Hash;

namespace Airlock.Core.Tests.Bom.Comparison;

public sealed class BomComparisonTests
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "A", "c-2024-11-20", "unknown", "line\nend");

    private static readonly Gen<object> Part = Gen.OneOf<object>(
        Gen.Select(Gen.OneOf("hosted-model", "local-model", "dataset", "agent", "tool", "prompt"), Name, Gen.OneOf("", "x", "required", "true", "reads,writes"), Gen.Int[0, 3], (kind, name, value, digit) =>
            (object)(Asset(kind, name, value.Length == 0 ? [] : ["airlock:tool:approval=" + value, "airlock:tool:capability=" + value, "airlock:file:pinned=" + value, "airlock:other=" + value]) is var asset && digit > 0 ? asset.WithHash((char)('0' + digit)) : asset)),
        Gen.Select(Gen.OneOf("ai-inference", "app", "mcp", "vector-store"), Name, Gen.OneOf<bool?>(null, true, false), Gen.OneOf("https://a.example/", "https://b.example/"), (group, name, known, address) =>
            (object)(Service(group, name) with { Authenticated = known, CrossesTrustBoundary = known, Endpoints = [address] })),
        Gen.Select(Name, Gen.OneOf("1.0.0", "2.0.0", "x"), Gen.OneOf("MIT", "Apache-2.0"), (name, version, licence) => (object)Package(name, version).WithLicence(licence)));

    private static readonly Gen<Document> Documents = Part.Array[0, 8].Select(parts => Of([.. parts.DistinctBy(part => part is Component component ? component.BomRef : ((Service)part).BomRef)]));

    [Fact]
    public void Document_does_not_differ_from_itself() =>
        Documents.Sample(bom =>
        {
            Assert.Empty(BomComparison.Compare(bom, bom));
            Assert.Empty(BomComparison.Compare(bom, BomReader.Read(BomWriter.Write(bom), "a")));
            Assert.Empty(BomComparison.Compare(CommittedBom.Reviewed(bom), bom));
        });

    [Fact]
    public void Change_in_one_direction_is_one_in_the_other() =>
        Gen.Select(Documents, Documents).Sample((one, other) =>
        {
            var forward = BomComparison.Compare(one, other);
            var back = BomComparison.Compare(other, one);
            Assert.Equal(forward.IsEmpty, back.IsEmpty);
            Assert.Equal(Count(forward, "-added"), Count(back, "-removed"));
            Assert.Equal(Count(forward, "-lost"), Count(back, "-gained"));
        });

    [Fact]
    public void Order_of_parts_does_not_matter() =>
        Gen.Select(Documents, Documents).Sample((one, other) =>
        {
            var reversed = other with { Components = [.. other.Components.Reverse()], Services = [.. other.Services.Reverse()] };
            Assert.Equal(BomComparison.Compare(one, other).Select(change => change.Sentence), BomComparison.Compare(one, reversed).Select(change => change.Sentence));
        });

    [Fact]
    public void Sentence_is_one_line_of_printable_text() =>
        Gen.Select(Documents, Documents).Sample((one, other) =>
            Assert.All(BomComparison.Compare(one, other), change =>
            {
                Assert.DoesNotContain(change.Sentence, char.IsControl);
                Assert.DoesNotContain('{', change.Sentence);
            }));

    [Fact]
    public void What_every_build_makes_anew_is_no_change()
    {
        var old = FullBom.Document;
        var moved = old with
        {
            SerialNumber = Guid.NewGuid(),
            Metadata = old.Metadata with
            {
                Timestamp = DateTimeOffset.UnixEpoch,
                Component = old.Metadata.Component with { Version = "2.0.0", Hashes = [new Hash("SHA-256", BomInputs.Digest('9'))] },
            },
            Annotations = [],
            Citations = [],
            Attestation = null,
            Formulation = null,
            Components = [.. old.Components.Select(component => component.Evidence is { } evidence ? component with { Evidence = evidence with { Occurrences = [new Occurrence("src/Moved.cs", 77, null, null)] } } : component)],
            Services = [.. old.Services.Select(service => service with { Occurrences = [new Occurrence("src/Moved.cs", 78, null, null)] })],
        };

        Assert.Empty(BomComparison.Compare(old, moved));
    }

    [Fact]
    public void New_place_and_package_are_told()
    {
        var change = Assert.Single(BomComparison.Compare(Of(), Of(Asset("tool", "Run"))));
        Assert.Equal(("tool:Run", "src/Chat.cs:17"), (change.BomRef, change.Place?.ToString()));

        change = Assert.Single(BomComparison.Compare(Of(Package("A", "1.0.0")), Of()));
        Assert.Equal(("pkg:nuget/A@1.0.0", "1.0.0", null), (change.Purl, change.Version, change.Place));
    }

    [Theory]
    [InlineData("required", "unknown", "tool-approval-lost")]
    [InlineData("unknown", "required", "tool-approval-gained")]
    [InlineData("unknown", "none", "tool-changed")]
    [InlineData(null, "none", "tool-changed")]
    [InlineData("required", null, "tool-approval-lost")]
    public void To_know_more_is_no_loss(string? before, string? after, string kind)
    {
        static Component Tool(string? approval) => Asset("tool", "Run", approval is null ? [] : ["airlock:tool:approval=" + approval]);
        Assert.Equal(kind, Assert.Single(BomComparison.Compare(Of(Tool(before)), Of(Tool(after)))).Kind.Id);
    }

    [Fact]
    public void What_another_form_leaves_out_is_no_change()
    {
        var ours = Of(Package("A", "1.0.0", "airlock:nuget:contentHash=x").WithLicence("MIT"), Asset("local-model", "m.onnx", "airlock:file:pinned=true").WithHash('1'));
        var theirs = OfOthers(Package("a", "1.0.0") with { BomRef = "17" }, new Component { Type = ComponentType.MachineLearningModel, BomRef = "18", Name = "m.onnx", Hashes = [new Hash("SHA-256", BomInputs.Digest('1'))] });

        Assert.Empty(BomComparison.Compare(ours, theirs));
        Assert.Empty(BomComparison.Compare(theirs, ours));
    }

    [Fact]
    public void Identifiers_that_other_programs_count_up_prove_nothing()
    {
        var old = OfOthers(Package("A", "1.0.0") with { BomRef = "1" }, Package("B", "1.0.0") with { BomRef = "2" });
        var @new = OfOthers(Package("B", "1.0.0") with { BomRef = "1" }, Package("C", "1.0.0") with { BomRef = "2" });

        Assert.Equal(["package-added C", "package-removed A"], BomComparison.Compare(old, @new).Select(change => $"{change.Kind.Id} {change.Subject}"));
    }

    [Fact]
    public void Packages_of_one_name_in_two_registries_are_two()
    {
        var old = OfOthers(new Component { Type = ComponentType.Library, Name = "util", Purl = "pkg:npm/%40a/util@1.0.0" });
        var @new = OfOthers(new Component { Type = ComponentType.Library, Name = "util", Purl = "pkg:npm/%40b/util@1.0.0" });

        Assert.Equal(["package-added", "package-removed"], BomComparison.Compare(old, @new).Select(change => change.Kind.Id));
    }

    [Fact]
    public void Several_versions_of_a_package_are_kept_apart()
    {
        var change = Assert.Single(BomComparison.Compare(Of(Package("A", "1.0.0"), Package("A", "2.0.0")), Of(Package("A", "1.0.0"), Package("A", "3.0.0"))));

        Assert.Equal(("package-upgraded", "2.0.0", "3.0.0"), (change.Kind.Id, change.Before, change.After));
    }

    [Fact]
    public void Model_that_moved_is_the_same_model()
    {
        static Component Model(string path) => Asset("local-model", "m.onnx", "airlock:file:path=" + path).WithHash('1') with { BomRef = "model:file:" + path };

        Assert.Equal("local model m.onnx changed its path: a/m.onnx → b/m.onnx", Assert.Single(BomComparison.Compare(Of(Model("a/m.onnx")), Of(Model("b/m.onnx")))).Sentence);
    }

    [Fact]
    public void Agent_with_a_later_version_of_its_model_has_the_same_parts()
    {
        static Component Model(string version) => Asset("hosted-model", "gpt-4o-" + version) with { Version = version };
        static Document With(string version) => Of(Asset("agent", "Support"), Model(version), new Dependency("agent:Support", [Model(version).BomRef!]));

        Assert.Equal("hosted-model-version-changed", Assert.Single(BomComparison.Compare(With("2024-11-20"), With("2025-01-01"))).Kind.Id);
    }

    [Fact]
    public void Signature_of_a_feed_is_no_other_content()
    {
        static Component Signed(char digit) => Package("A", "1.0.0", "airlock:nuget:contentHash=x") with { Hashes = [new Hash("SHA-512", BomInputs.Digest(digit) + BomInputs.Digest(digit))] };

        Assert.Empty(BomComparison.Compare(Of(Signed('1')), Of(Signed('2'))));
    }

    [Fact]
    public void Model_of_another_provider_is_another_model()
    {
        static Document With(string provider) => Of(Asset("hosted-model", "gpt-4o", "airlock:model:provider=" + provider) with { BomRef = provider });

        Assert.Equal(["hosted-model-added", "hosted-model-removed"], BomComparison.Compare(With("OpenAI"), With("Azure")).Select(change => change.Kind.Id));
    }

    [Fact]
    public void Settings_of_the_calls_of_a_hosted_model_count()
    {
        static Document With(string temperature) => Of(Asset("hosted-model", "gpt-4o") with { ModelCard = new ModelCard { Properties = [new Property("airlock:model:parameter:temperature", temperature)] } });

        Assert.Equal("hosted model gpt-4o changed airlock:model:parameter:temperature: 0 → 1", Assert.Single(BomComparison.Compare(With("0"), With("1"))).Sentence);
    }

    [Fact]
    public void Server_that_is_offered_is_not_the_one_that_is_used()
    {
        var used = Service("mcp", "files");
        var offered = used with { BomRef = "offered", Properties = [new Property("airlock:service:role", "exposed")], Endpoints = ["/mcp"] };

        Assert.Equal(["new MCP server files offered to others at /mcp", "MCP server files is gone"], BomComparison.Compare(Of(used), Of(offered)).Select(change => change.Sentence));
    }

    [Fact]
    public void Second_text_of_a_prompt_leaves_the_first_alone()
    {
        var prompt = Asset("prompt", "App.Prompts.Ask").WithHash('1');
        var both = Of(prompt with { BomRef = "prompt:App.Prompts.Ask@1" }, prompt.WithHash('2') with { BomRef = "prompt:App.Prompts.Ask@2" });

        Assert.Equal("prompt-added", Assert.Single(BomComparison.Compare(Of(prompt), both)).Kind.Id);
    }

    [Fact]
    public void Place_in_code_is_told_before_the_one_that_configures_it()
    {
        var model = Asset("hosted-model", "gpt-4o") with { Evidence = new Evidence([], [new Occurrence("appsettings.json", 9, null, null), new Occurrence("src/Chat.cs", 17, null, null)]) };

        Assert.Equal("src/Chat.cs:17", Assert.Single(BomComparison.Compare(Of(), Of(model))).Place?.ToString());
    }

    [Fact]
    public void Damaged_documents_are_refused_or_compared() =>
        Tests.Shared.Documents.Any(Documents.Select(bom => System.Text.Encoding.UTF8.GetString(BomWriter.Write(bom with { Attestation = FullBom.Document.Attestation, Citations = FullBom.Document.Citations }))))
            .Sample(text =>
            {
                try
                {
                    var bom = BomReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "a");
                    Assert.Empty(BomComparison.Compare(bom, bom));
                    BomComparison.Compare(FullBom.Document, bom);
                }
                catch (BomFormatException)
                {
                    // Refused, with its place.
                }
            });

    [Fact]
    public void Comparison_of_what_names_one_thing_many_times_ends()
    {
        const int Many = 20_000;
        var refs = Enumerable.Range(0, Many).Select(number => $"tool:{number}").ToList();
        var bom = Of([.. Enumerable.Range(0, Many).Select(_ => (object)Asset("agent", "A")), .. refs.Select(reference => (object)(Asset("tool", reference) with { BomRef = reference })), new Dependency("agent:A", refs)]);

        Assert.Empty(BomComparison.Compare(bom, bom));
    }

    private static int Count(IEnumerable<BomChange> changes, string ending) => changes.Count(change => change.Kind.Id.EndsWith(ending, StringComparison.Ordinal));
}
