using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Pins;
using Airlock.Shared.Pins;

namespace Airlock.Core.Tests.Approvals;

public sealed class ApprovalCheckTests : IDisposable
{
    private const string Ordered = """{ "environments": [ { "name": "staging" }, { "name": "production", "approvals": 2 } ] }""";

    private readonly TemporaryFolder _folder = new();

    private string RecordPath => Path.Combine(_folder.Path, AuditRecord.FileName);

    public void Dispose() => _folder.Dispose();

    // A lock with one model, and approvals in it that the record holds as well.
    private GateContext Context(string policy, params AuditEntry[] approvals)
    {
        var record = approvals.Length == 0 ? "" : $"\"record\": \"{AuditRecords.Append(RecordPath, approvals)}\",";
        return _folder.Context(policy, Lock(record, approvals));
    }

    private static string Lock(string record, params AuditEntry[] approvals) => $$"""
        { "version": 1, {{record}} "models": [
          { "path": "models/a.onnx", "sha256": "{{AuditRecords.Digest}}", "approvals": [ {{string.Join(", ", approvals.Select(entry =>
            $$"""{ "environment": "{{entry.Environment}}", "sha256": "{{entry.Sha256}}", "by": "{{entry.By}}", "at": "2026-11-23T12:00:00Z", "reason": "tested" }"""))}} ] } ] }
        """;

    private static IReadOnlyList<Finding> Run(GateContext context, string? environment) =>
        ApprovalCheck.Run(
            context,
            environment,
            [.. context.Lock.Pins.Select(pin => new UsedFile(PinKind.Model, pin.Path, pin, Inspected(pin.Sha256)))],
            isLockValid: true);

    private static FileInspection Inspected(string digest) => new(new FileDigest(digest, 1), new ModelScan("onnx", []), null);

    private static string Refusal(GateContext context, string environment)
    {
        var finding = Assert.Single(Run(context, environment));
        Assert.Equal("AIR5009", finding.RuleId);
        return finding.Message;
    }

    [Fact]
    public void Build_for_no_environment_needs_no_approval() => Assert.Empty(Run(Context(Ordered), null));

    [Fact]
    public void Approval_for_the_environment_passes()
    {
        Assert.Empty(Run(Context("{}", AuditRecords.Approve("Ann")), "staging"));
        Assert.Empty(Run(Context("{}", AuditRecords.Approve("Ann")), "Staging"));
    }

    [Fact]
    public void Approval_for_another_environment_does_not()
    {
        var context = Context(Ordered, AuditRecords.Approve("Ann"));

        Assert.Contains("not approved for production: only for staging; run: airlock approve models/a.onnx --environment production", Refusal(context, "production"), StringComparison.Ordinal);
        Assert.Equal(("airlock.lock.json", 2), (Run(context, "production")[0].Location.Path, Run(context, "production")[0].Location.Line));
    }

    [Fact]
    public void Environment_that_no_policy_names_needs_an_approval_too() =>
        Assert.Contains("not approved for production: nobody approved it", Refusal(Context("{}"), "production"), StringComparison.Ordinal);

    [Fact]
    public void Environment_beside_those_of_the_policy_is_an_error() =>
        Assert.Contains("AirlockEnvironment is \"prod\", and policy knows staging, production", Refusal(Context(Ordered, AuditRecords.Approve("Ann", "prod")), "prod"), StringComparison.Ordinal);

    [Fact]
    public void People_are_counted_once_however_their_names_are_written()
    {
        AuditEntry[] twice = [AuditRecords.Approve("Ann <ann@example.com>", "production"), AuditRecords.Approve("A. Miller <ANN@EXAMPLE.COM>", "production")];

        Assert.Contains("1 of 2 people approved it (Ann <ann@example.com>)", Refusal(Context(Ordered, twice), "production"), StringComparison.Ordinal);
        Assert.Empty(Run(Context(Ordered, [.. twice, AuditRecords.Approve("Bob", "production")]) with { Lock = Context(Ordered, [.. twice, AuditRecords.Approve("Bob", "production")]).Lock }, "production"));
    }

    [Fact]
    public void Approval_of_other_bytes_says_nothing_of_these() =>
        Assert.Contains("only bytes that were pinned before are", Refusal(Context("{}", AuditRecords.Approve("Ann", sha256: new string('2', 64))), "staging"), StringComparison.Ordinal);

    [Fact]
    public void Approval_in_the_lock_file_alone_counts_for_nothing()
    {
        var message = Refusal(_folder.Context("{}", Lock("", AuditRecords.Approve("Eve"))), "staging");

        Assert.Contains("1 of its approvals stands in the lock file alone and not in airlock.log.jsonl, and counts for nothing", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_a_pin_can_not_be_approved()
    {
        var file = new UsedFile(PinKind.Model, "models/b.onnx", null, Inspected(AuditRecords.Digest));

        var finding = Assert.Single(ApprovalCheck.Run(_folder.Context(), "staging", [file], isLockValid: true));

        Assert.Equal(("AIR5009", "models/b.onnx"), (finding.RuleId, finding.Location.Path));
        Assert.Contains("it has no pin", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_sets_are_not_approved()
    {
        var file = new UsedFile(PinKind.Dataset, "data/a.csv", null, Inspected(AuditRecords.Digest));

        Assert.Empty(ApprovalCheck.Run(_folder.Context(), "staging", [file], isLockValid: true));
    }

    [Fact]
    public void Edited_record_blocks_every_build_at_its_line()
    {
        var context = Context("{}", AuditRecords.Approve("Ann"), AuditRecords.Approve("Bob"));
        File.WriteAllText(RecordPath, File.ReadAllText(RecordPath).Replace("Ann", "Eve", StringComparison.Ordinal));

        var finding = Assert.Single(Run(context, null));

        Assert.Equal(("AIR9004", "airlock.log.jsonl", 2), (finding.RuleId, finding.Location.Path, finding.Location.Line));
        Assert.Contains("that line was changed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_that_the_lock_does_not_name_or_that_is_gone_blocks()
    {
        var context = Context("{}", AuditRecords.Approve("Ann"));

        Assert.Equal("AIR9004", Assert.Single(Run(_folder.Context(), null)).RuleId);
        File.Delete(RecordPath);
        Assert.Contains("it was removed", Assert.Single(Run(context, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_that_can_not_be_read_says_nothing_of_the_record()
    {
        AuditRecords.Append(RecordPath, AuditRecords.Approve("Ann"));

        Assert.Empty(ApprovalCheck.Run(_folder.Context(), null, [], isLockValid: false));
    }

    [Fact]
    public void Directory_in_place_of_the_record_blocks()
    {
        Directory.CreateDirectory(RecordPath);

        Assert.Contains("is a directory", Assert.Single(Run(_folder.Context(), null)).Message, StringComparison.Ordinal);
    }
}
