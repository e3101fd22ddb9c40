using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using Airlock.Shared.Changes;
using static Airlock.Core.Tests.Bom.Comparison.ComparedBoms;
using Document = Airlock.Core.Bom.Bom;

namespace Airlock.Core.Tests.Bom.Comparison;

/// <summary>Each kind of change: what it is seen from, and how it is told.</summary>
public sealed class ChangeKindTests
{
    private static readonly Component Model = Asset("hosted-model", "gpt-4o", "airlock:model:provider=OpenAI");
    private static readonly Component Pinned = Model with { Name = "gpt-4o-2024-11-20", Version = "2024-11-20" };
    private static readonly Component File = Asset("local-model", "intent.onnx", "airlock:file:path=models/intent.onnx", "airlock:file:pinned=true").WithHash('1').WithLicence("MIT");
    private static readonly Component Data = Asset("dataset", "train.csv", "airlock:file:path=data/train.csv", "airlock:file:pinned=true").WithHash('1').WithLicence("MIT");
    private static readonly Component Agent = Asset("agent", "Support");
    private static readonly Component Tool = Asset("tool", "RefundOrder", "airlock:tool:capability=reads,writes", "airlock:tool:approval=required");
    private static readonly Component Prompt = Asset("prompt", "App.Prompts.System", "airlock:prompt:role=system").WithHash('1');
    private static readonly Service OpenAI = Service("ai-inference", "OpenAI") with { Endpoints = ["https://a.example/"], Authenticated = true, CrossesTrustBoundary = false };
    private static readonly Service Server = OpenAI with { Group = "mcp", Name = "files", BomRef = "mcp:files" };
    private static readonly Service Store = OpenAI with { Group = "vector-store", Name = "Qdrant", BomRef = "vector:qdrant" };
    private static readonly Service Endpoint = Service("app", "POST /chat", "airlock:service:rateLimited=true") with { Endpoints = ["/chat"], Authenticated = true };
    private static readonly Component Library = Package("Contoso.Pdf", "2.0.0", "airlock:nuget:contentHash=abc", "airlock:nuget:direct=false").WithLicence("MIT") with { Supplier = new OrganizationalEntity("Contoso", []), Scope = "required" };
    private static readonly Component Project = new() { Type = ComponentType.Library, BomRef = "project:Contoso.Core", Name = "Contoso.Core" };
    private static readonly Component Runtime = new() { Type = ComponentType.Framework, BomRef = "framework:Microsoft.NETCore.App@10.0.1", Name = "Microsoft.NETCore.App", Version = "10.0.1" };
    private static readonly Component Other = new() { Type = "container", BomRef = "base", Name = "base-image", Version = "1" };

    // Kind, document before, document after, sentence.
    private static readonly List<(string Kind, Document Old, Document New, string Sentence)> Rows =
    [
        .. Whole("hosted-model", Model, "new hosted model gpt-4o of OpenAI at https://a.example/", "hosted model gpt-4o is gone", OpenAI, new Dependency("hosted-model:gpt-4o", [OpenAI.BomRef])),
        ("hosted-model-version-changed", Of(Pinned), Of(Pinned with { Name = "gpt-4o-2025-03-01", Version = "2025-03-01" }), "hosted model gpt-4o changed its version: 2024-11-20 → 2025-03-01"),
        .. Both("hosted-model-pin-lost", "hosted-model-pin-gained", Pinned, Model, "hosted model gpt-4o is no longer pinned to a version: 2024-11-20 → floating", "hosted model gpt-4o is pinned to a version now: floating → 2024-11-20"),
        ("hosted-model-deployment-changed", Of(With(Model, "airlock:model:deployment=chat")), Of(With(Model, "airlock:model:deployment=other")), "hosted model gpt-4o changed its deployment: chat → other"),
        ("hosted-model-changed", Of(With(Model, "airlock:model:nameFrom=constant")), Of(With(Model, "airlock:model:nameFrom=configuration")), "hosted model gpt-4o changed how its name is found: constant → configuration"),
        .. FileRows("local-model", "local model", File),
        .. FileRows("dataset", "data set", Data),
        .. Whole("agent", Agent, "new agent Support with tool RefundOrder", "agent Support is gone", Tool, new Dependency("agent:Support", [Tool.BomRef!])),
        ("agent-composition-changed", Of(Agent, Tool, Prompt, new Dependency("agent:Support", [Tool.BomRef!])), Of(Agent, Tool, Prompt, new Dependency("agent:Support", [Prompt.BomRef!])), "agent Support is made of other parts: now also prompt App.Prompts.System; no longer tool RefundOrder"),
        ("agent-changed", Of(With(Agent, "airlock:agent:framework=A")), Of(With(Agent, "airlock:agent:framework=B")), "agent Support changed airlock:agent:framework: A → B"),
        .. Whole("tool", Tool, "new tool RefundOrder that reads, writes, after approval", "tool RefundOrder is gone"),
        .. Both("tool-capability-lost", "tool-capability-gained", Tool, Asset("tool", "RefundOrder", "airlock:tool:capability=reads", "airlock:tool:approval=required"), "tool RefundOrder can do less: writes", "tool RefundOrder can do more: writes"),
        .. Both("tool-approval-lost", "tool-approval-gained", Tool, Asset("tool", "RefundOrder", "airlock:tool:capability=reads,writes", "airlock:tool:approval=none"), "tool RefundOrder lost its approval: required → none", "tool RefundOrder needs approval now: none → required"),
        ("tool-changed", Of(With(Tool, "airlock:tool:offeredTo=model")), Of(With(Tool, "airlock:tool:offeredTo=mcp,model")), "tool RefundOrder changed to whom it is offered: now also mcp"),
        .. Whole("prompt", Prompt, "new prompt App.Prompts.System (system)", "prompt App.Prompts.System is gone"),
        ("prompt-changed", Of(Prompt), Of(Prompt.WithHash('2')), "prompt App.Prompts.System changed its text"),
        .. ServiceRows("mcp-server", "MCP server", Server),
        ("mcp-server-launch-changed", Of(Service("mcp", "files", "airlock:mcp:launches=npx files@1.0.0")), Of(Service("mcp", "files", "airlock:mcp:launches=npx files")), "MCP server files is started otherwise: npx files@1.0.0 → npx files"),
        .. ServiceRows("vector-store", "vector store", Store),
        .. ServiceRows("service", "outbound service", OpenAI),
        .. Whole("inference-endpoint", Endpoint, "new inference endpoint POST /chat, for authenticated callers", "inference endpoint POST /chat is gone"),
        .. Both("inference-endpoint-authentication-lost", "inference-endpoint-authentication-gained", Endpoint, Endpoint with { Authenticated = false }, "inference endpoint POST /chat lost its authentication: yes → no", "inference endpoint POST /chat asks for authentication now: no → yes"),
        .. Both("inference-endpoint-rate-limit-lost", "inference-endpoint-rate-limit-gained", Endpoint, Service("app", "POST /chat", "airlock:service:rateLimited=unknown") with { Endpoints = ["/chat"], Authenticated = true }, "inference endpoint POST /chat lost its rate limit: yes → unknown", "inference endpoint POST /chat has a rate limit now: unknown → yes"),
        ("inference-endpoint-changed", Of(Endpoint), Of(Endpoint with { Endpoints = ["/chat", "/v2"] }), "inference endpoint POST /chat changed its routes: now also /v2"),
        .. Whole("package", Library, "new package Contoso.Pdf 2.0.0 (transitive)", "package Contoso.Pdf is gone"),
        .. Both("package-downgraded", "package-upgraded", At(Library, "2.0.0"), At(Library, "1.9.0"), "package Contoso.Pdf was downgraded: 2.0.0 → 1.9.0", "package Contoso.Pdf was upgraded: 1.9.0 → 2.0.0"),
        ("package-version-changed", Of(At(Library, "trunk")), Of(At(Library, "main")), "package Contoso.Pdf has another version: trunk → main"),
        ("package-content-changed", Of(Package("A", "1.0.0", "airlock:nuget:contentHash=x")), Of(Package("A", "1.0.0", "airlock:nuget:contentHash=y")), "package A has another content under the same version: x → y"),
        ("package-licence-changed", Of(Library), Of(Library.WithLicence("GPL-3.0-only")), "package Contoso.Pdf changed its licence: MIT → GPL-3.0-only"),
        ("package-supplier-changed", Of(Library), Of(Library with { Supplier = new OrganizationalEntity("Somebody", []) }), "package Contoso.Pdf changed its supplier: Contoso → Somebody"),
        ("package-scope-changed", Of(Library), Of(Library with { Scope = "excluded" }), "package Contoso.Pdf changed its scope: required → excluded"),
        .. Whole("project", Project, "new project reference Contoso.Core", "project reference Contoso.Core is gone"),
        .. Whole("framework", Runtime, "new shared framework Microsoft.NETCore.App 10.0.1", "shared framework Microsoft.NETCore.App is gone"),
        ("framework-changed", Of(Runtime), Of(Runtime with { Version = "10.0.2", BomRef = "framework:Microsoft.NETCore.App@10.0.2" }), "shared framework Microsoft.NETCore.App changed its version: 10.0.1 → 10.0.2"),
        .. Whole("component", Other, "new component base-image 1", "component base-image is gone"),
        ("component-changed", Of(Other), Of(Other with { Version = "2" }), "component base-image changed its version: 1 → 2"),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (var index = 0; index < Rows.Count; index++)
            {
                cases.Add(index, Rows[index].Kind);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Change_is_found_and_told(int row, string kind)
    {
        var (_, old, @new, sentence) = Rows[row];

        var change = Assert.Single(BomComparison.Compare(old, @new));

        Assert.Equal((kind, sentence), (change.Kind.Id, change.Sentence));
        Assert.NotEmpty(BomComparison.Compare(@new, old));
    }

    [Fact]
    public void Every_kind_has_a_row() =>
        Assert.Equal(ChangeKinds.All.Select(kind => kind.Id).Order(), Rows.Select(row => row.Kind).Distinct().Order());

    private static IEnumerable<(string, Document, Document, string)> Whole(string category, object part, string added, string gone, params object[] context)
    {
        yield return ($"{category}-added", Of([.. context.Where(item => item is not Dependency)]), Of([.. context, part]), added);
        yield return ($"{category}-removed", Of([.. context, part]), Of([.. context.Where(item => item is not Dependency)]), gone);
    }

    private static IEnumerable<(string, Document, Document, string)> Both(string lost, string gained, object good, object bad, string lostSentence, string gainedSentence)
    {
        yield return (lost, Of(good), Of(bad), lostSentence);
        yield return (gained, Of(bad), Of(good), gainedSentence);
    }

    private static IEnumerable<(string, Document, Document, string)> FileRows(string category, string noun, Component file)
    {
        var name = file.Name;
        var unpinned = file with { Properties = [.. file.Properties.Select(property => property.Name == "airlock:file:pinned" ? property with { Value = "false" } : property)] };
        return
        [
            .. Whole(category, file, $"new {noun} {name} (pinned)", $"{noun} {name} is gone"),
            ($"{category}-digest-changed", Of(file), Of(file.WithHash('2')), $"{noun} {name} has other bytes: SHA-256 {BomInputs.Digest('1')} → {BomInputs.Digest('2')}"),
            .. Both($"{category}-pin-lost", $"{category}-pin-gained", file, unpinned, $"{noun} {name} lost its pin: yes → no", $"{noun} {name} is pinned now: no → yes"),
            ($"{category}-licence-changed", Of(file), Of(file.WithLicence("GPL-3.0-only")), $"{noun} {name} changed its licence: MIT → GPL-3.0-only"),
            ($"{category}-changed", Of(With(file, "airlock:file:format=onnx")), Of(With(file, "airlock:file:format=gguf")), $"{noun} {name} changed its format: onnx → gguf"),
        ];
    }

    private static IEnumerable<(string, Document, Document, string)> ServiceRows(string category, string noun, Service service)
    {
        var name = service.Name;
        return
        [
            .. Whole(category, service, $"new {noun} {name} at https://a.example/", $"{noun} {name} is gone"),
            ($"{category}-endpoint-changed", Of(service), Of(service with { Endpoints = ["https://b.example/"] }), $"{noun} {name} is reached elsewhere: now also https://b.example/; no longer https://a.example/"),
            .. Both($"{category}-authentication-lost", $"{category}-authentication-gained", service, service with { Authenticated = null }, $"{noun} {name} lost its authentication: yes → unknown", $"{noun} {name} asks for authentication now: unknown → yes"),
            .. Both($"{category}-trust-boundary-crossed", $"{category}-trust-boundary-kept", service, service with { CrossesTrustBoundary = true }, $"{noun} {name} lies beyond a trust boundary now: crossed no → yes", $"{noun} {name} lies within the trust boundary now: crossed yes → no"),
            ($"{category}-changed", Of(service), Of(service with { TrustZone = "internet" }), $"{noun} {name} changed its trust zone: none → internet"),
        ];
    }

    private static Component At(Component package, string version) =>
        package with { Version = version, BomRef = $"pkg:nuget/{package.Name}@{version}", Purl = $"pkg:nuget/{package.Name}@{version}" };

    private static Component With(Component component, string property) =>
        component with { Properties = [.. component.Properties, new Property(property[..property.IndexOf('=', StringComparison.Ordinal)], property[(property.IndexOf('=', StringComparison.Ordinal) + 1)..])] };
}
