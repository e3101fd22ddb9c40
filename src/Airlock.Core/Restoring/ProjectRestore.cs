using Airlock.Core.Models;
using Airlock.Core.Policy;
using Airlock.Shared.Pins;

namespace Airlock.Core.Restoring;

/// <summary>An address that a project uses.</summary>
/// <param name="Address">The address.</param>
/// <param name="Target">Where the file shall be in the output, relative to it; null for <c>models/</c> and the file's name.</param>
public sealed record UsedAddress(string Address, string? Target);

/// <summary>
/// Gives each address that a project uses a file in its intermediate folder, before the build copies files to the output. It
/// decides nothing: what is missing or wrong is handed to the gate, so that policy weighs it and evidence is written.
/// </summary>
/// <param name="projectFile">The project file, absolute.</param>
/// <param name="policyFile">The policy that the user named, absolute, or null.</param>
/// <param name="lockFile">The lock that the user named, absolute, or null.</param>
/// <param name="intermediateFolder">Where the gate keeps its state, absolute.</param>
/// <param name="variable">The value of an environment variable, or null.</param>
public sealed class ProjectRestore(string projectFile, string? policyFile, string? lockFile, string intermediateFolder, Func<string, string?> variable)
{
    private const int DigestPart = 16;

    private readonly GateContext _context = PolicyFiles.Read(projectFile, policyFile, lockFile, profile: null, []);
    private readonly InspectionCache _inspections = InspectionCache.Open(Path.Combine(intermediateFolder, "inspections.json"), trusted: true);

    /// <summary>Where a file goes in the output if its item does not say.</summary>
    public static string DefaultTarget(string address) =>
        "models/" + (RemoteAddress.TryParse(address, out var parsed, out _) ? parsed.FileName : "model");

    /// <summary>Restores the files.</summary>
    /// <param name="used">The addresses.</param>
    /// <param name="report">Told what is done that takes a while.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One entry for each address that is pinned, or can't be.</returns>
    public async Task<IReadOnlyList<RestoredFile>> RunAsync(IEnumerable<UsedAddress> used, Action<string> report, CancellationToken cancellation)
    {
        var restored = new List<RestoredFile>();
        var targets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (address, target) in used.DistinctBy(use => use.Address, StringComparer.Ordinal))
        {
            var place = LockDocument.Normalise(target ?? DefaultTarget(address));
            var file = targets.TryAdd(place, address)
                ? await RestoreAsync(address, report, cancellation)
                : new RestoredFile(address, null, "AIR5011", $"would be copied to {place}, as is {targets[place]}; give one of the items another place by Link");
            if (file is not null)
            {
                restored.Add(file);
            }
        }

        _inspections.Save();
        return restored;
    }

    private async Task<RestoredFile?> RestoreAsync(string text, Action<string> report, CancellationToken cancellation)
    {
        var pin = _context.Lock.Find(text);
        try
        {
            if (!RemoteAddress.TryParse(text, out var address, out var problem))
            {
                return new RestoredFile(text, null, "AIR5011", problem);
            }

            if (pin is null && address is not HubAddress { IsPinned: false })
            {
                return null;
            }

            var place = pin is null ? "" : Path.Combine(intermediateFolder, "models", pin.Sha256[..DigestPart], address.FileName);
            if (pin is not null && File.Exists(place) && address is not HubAddress { IsPinned: false } && _inspections.Inspect(place, null, cancellation).Digest.Sha256 == pin.Sha256)
            {
                return new RestoredFile(text, place);
            }

            using var restore = new ModelRestore(HubSettings.FromEnvironment(variable), isOffline: !_context.Policy.Models.Network);
            await restore.RefuseFloatingAsync(address, cancellation);
            report($"Airlock restores {text}");
            var fetched = await restore.FetchAsync(address, pin!, progress: null, cancellation);
            foreach (var note in fetched.Notes)
            {
                report($"Airlock: {note}");
            }

            FilePlacement.Link(fetched.File, place, pin!.Sha256, cancellation);
            return new RestoredFile(text, place);
        }
        catch (RestoreException exception)
        {
            return new RestoredFile(text, null, RuleOf(exception, pin), Sentence(exception));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RestoredFile(text, null, "AIR5011", $"can't be restored: {exception.Message}");
        }
    }

    private static string RuleOf(RestoreException exception, Pin? pin) => exception.Failure != RestoreFailure.Mismatch ? "AIR5011"
        : pin?.Kind == PinKind.Dataset ? "AIR5102"
        : "AIR5002";

    private static string Sentence(RestoreException exception) => exception.Failure switch
    {
        RestoreFailure.Offline => $"can't be restored: {exception.Message}; run: airlock restore (or set \"network\" in \"models\" of the policy, so that the build may download what is pinned)",
        RestoreFailure.Mismatch => $"is not the pinned file: {exception.Message}",
        _ => $"can't be restored: {exception.Message}",
    };
}
