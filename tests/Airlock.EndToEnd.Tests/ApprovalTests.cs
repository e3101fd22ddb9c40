namespace Airlock.EndToEnd.Tests;

public sealed class ApprovalTests(PackedGate gate)
{
    private const string Environments = """ "environments": [ { "name": "staging" }, { "name": "production" } ] """;

    private TestProject Project(string policy = $"{{ {Environments} }}") => new TestProject(gate, "approvals")
        .Write("Agent.cs", "public sealed class Agent;")
        .Write("models/a.onnx", "weights")
        .Write("airlock.json", policy)
        .WriteProject();

    private static async Task RunTool(TestProject project, params string[] arguments) => (await Tool.Run(project.Folder, arguments)).ShouldPass();

    private static async Task<TestProject> ApproveForStaging(TestProject project)
    {
        await RunTool(project, "pin", "models/a.onnx", "--licence", "MIT", "--by", "Ann");
        await RunTool(project, "approve", "models/a.onnx", "--environment", "staging", "--reason", "tested", "--by", "Ann");
        return project;
    }

    [Fact]
    public async Task Build_for_production_waits_for_the_promotion_and_refuses_an_edited_record()
    {
        var project = await ApproveForStaging(Project());

        (await project.Build("-p:AirlockEnvironment=staging")).ShouldPass().ShouldNotPrint(" AIR");
        (await project.Build("-p:AirlockEnvironment=production")).ShouldFail()
            .ShouldPrint("airlock.lock.json(")
            .ShouldPrint("error AIR5009: Model models/a.onnx").ShouldPrint("is not approved for production: only for staging");
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");

        await RunTool(project, "promote", "models/a.onnx", "--reason", "a week without errors", "--by", "Bob");
        (await project.Build("-p:AirlockEnvironment=production")).ShouldPass().ShouldNotPrint(" AIR");

        var record = Path.Combine(project.Folder, "airlock.log.jsonl");
        var text = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(record, text.Replace("\"reason\": \"tested\"", "\"reason\": \"rested\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await project.Build("-p:AirlockEnvironment=production")).ShouldFail()
            .ShouldPrint("airlock.log.jsonl(3,1): error AIR9004: The record of pins and approvals is broken").ShouldPrint("that line was changed");
        (await Tool.Run(project.Folder, "log", "verify")).ShouldExit(1).ShouldPrint("airlock.log.jsonl(3)");

        await File.WriteAllTextAsync(record, text, TestContext.Current.CancellationToken);
        (await project.Build("-p:AirlockEnvironment=production")).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task New_bytes_need_a_new_approval_until_they_are_rolled_back()
    {
        var project = await ApproveForStaging(Project());
        project.Write("models/a.onnx", "other weights");
        await RunTool(project, "pin", "--update", "models/a.onnx", "--reason", "retrained", "--by", "Ann");
        (await project.Build("-p:AirlockEnvironment=staging")).ShouldFail().ShouldPrint("error AIR5009").ShouldPrint("only bytes that were pinned before are");

        await RunTool(project, "rollback", "models/a.onnx", "--reason", "drifts", "--by", "Ann");
        (await project.Build("-p:AirlockEnvironment=staging")).ShouldFail().ShouldPrint("error AIR5002");
        project.Write("models/a.onnx", "weights");
        (await project.Build("-p:AirlockEnvironment=staging")).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task Licence_that_policy_does_not_list_is_found_and_gone_when_it_does()
    {
        var project = await ApproveForStaging(Project($$"""{ "models": { "licences": [ "Apache-2.0" ] }, "rules": { "AIR5010": "block" }, {{Environments}} }"""));

        (await project.Build()).ShouldFail().ShouldPrint("error AIR5010: The licence of model models/a.onnx, MIT, is not allowed");
        project.Write("airlock.json", $$"""{ "models": { "licences": [ "Apache-2.0", "MIT" ] }, "rules": { "AIR5010": "block" }, {{Environments}} }""");
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
    }
}
