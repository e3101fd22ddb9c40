using System.Globalization;
using System.Text;
using Airlock.Core.Approvals;
using Airlock.Core.Baselines;
using Airlock.Core.Bom.Comparison;
using Airlock.Core.Events;
using Airlock.Core.Models;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Signing;
using Airlock.Core.Policy;
using Airlock.Core.Secrets;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;

namespace Airlock.Core;

/// <summary>
/// Remembers what the last run read, so that a build in which nothing changed shows the same findings without reading anything
/// again, but policy and lock, which name further inputs. The inputs are compared by path, size and time of the last write.
/// </summary>
internal sealed class GateState(GateRequest request, DateTime today)
{
    private readonly string _inputsFile = Path.Combine(request.IntermediateFolder, "gate.inputs");
    private readonly string _resultFile = Path.Combine(request.IntermediateFolder, "gate.json");
    private readonly string _watchedFile = Path.Combine(request.IntermediateFolder, "gate.watched");
    private readonly string _shownFile = Path.Combine(request.IntermediateFolder, "gate.shown");
    private readonly string _inputs = Describe(request, today);

    /// <summary>What the last run showed, or null if something changed since.</summary>
    public GateResult? Recall()
    {
        try
        {
            return !request.IsStrictRead && File.Exists(_inputsFile) && File.ReadAllText(_inputsFile) == _inputs && WatchedFiles.AreUnchanged(_watchedFile)
                ? ShownResult.Load(_shownFile)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Remembers a result. The inputs are described anew, because a run writes some of them.</summary>
    /// <param name="result">The result.</param>
    /// <param name="watched">The files beyond the project on which it rests; null if it must not be shown again without a new run.</param>
    public void Remember(GateResult result, IReadOnlyCollection<WatchedFile>? watched)
    {
        result.Save(_resultFile);
        if (watched is null)
        {
            File.Delete(_inputsFile);
            return;
        }

        ShownResult.Save(result, _shownFile);
        WatchedFiles.Save(_watchedFile, watched);
        var inputs = Describe(request, today);
        AtomicFile.Write(_inputsFile, stream => stream.Write(Encoding.UTF8.GetBytes(inputs)));
    }

    /// <summary>Copies the result to where a tool waits for it.</summary>
    public void Publish()
    {
        if (request.ResultsFolder is not null)
        {
            var name = $"{request.AssemblyName}-{request.TargetFramework}-{request.RuntimeIdentifier}-{Guid.NewGuid():N}.json";
            Directory.CreateDirectory(request.ResultsFolder);
            File.Copy(_resultFile, Path.Combine(request.ResultsFolder, name));
        }
    }

    // An exception may expire overnight, hence the day.
    private static string Describe(GateRequest request, DateTime today)
    {
        var text = new StringBuilder();
        var shape = request with { Models = [], Datasets = [], Content = [], Delivered = [], Frameworks = [], References = [], Shipped = null, ResultsFolder = null };
        text.Append(shape).Append('\n').AppendJoin(';', request.Frameworks).Append('\n').AppendJoin('|', request.Delivered).Append('\n');
        text.AppendJoin(';', request.Shipped?.Select(file => $"{file.Path}>{file.Destination}") ?? ["unknown"]).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd}\n");
        var (policy, pins) = PolicyFiles.Locate(Path.GetDirectoryName(request.ProjectFile)!, request.PolicyFile, request.LockFile);
        string?[] files =
        [
            typeof(GateState).Assembly.Location,
            request.ProjectFile,
            policy,
            pins,
            pins is null ? null : AuditRecord.PathBeside(pins),
            pins is null ? null : BaselineDocument.PathBeside(pins),
            request.ErrorLog,
            request.AssemblyFile,
            request.AssetsFile,
            request.BomFile,
            request.SarifFile,
            request.VexFile,
            request.SpdxFile,
            request.ReportFile,
            request.AttestationFile,
        ];
        // What the build itself makes beside its own intermediate files (the apphost) comes after the gate and is no input.
        var intermediate = Path.GetDirectoryName(request.IntermediateFolder)!;
        var content = request.Content.Where(file => ModelFiles.FormatOf(file) is not null || !RealPath.IsInside(file, intermediate));
        var context = PolicyFiles.Read(request.ProjectFile, request.PolicyFile, request.LockFile, request.Profile, []);
        var cards = request.Models.Concat(request.Datasets).Concat(content.Where(file => ModelFiles.FormatOf(file) is not null))
            .Where(file => !LockDocument.IsAddress(file))
            .SelectMany(CardFiles.Around)
            .Concat(context.Lock.Pins.Select(pin => pin.Card).OfType<string>().Select(card => Path.Combine(Path.GetDirectoryName(context.LockFile)!, card)))
            .Distinct(StringComparer.Ordinal)
            .Where(File.Exists);
        var named = SignatureCheck.Inputs(context).Concat(CommittedBom.Inputs(context, request)).Concat(EventEvidence.Files(request, context)).Concat(cards).Concat(ProjectTextFiles.Find(request, context.Root, []).Except(content, StringComparer.Ordinal));
        foreach (var file in files.OfType<string>().Concat(request.Models).Concat(request.Datasets).Concat(content).Concat(named).Concat(request.References.Select(project => project.BomFile)).Concat(request.Restored.Select(restored => restored.File).OfType<string>()))
        {
            var info = new FileInfo(file);
            text.Append(CultureInfo.InvariantCulture, $"{file}|{(info.Exists ? info.Length : -1)}|{info.LastWriteTimeUtc.Ticks}\n");
        }

        return text.ToString();
    }
}
