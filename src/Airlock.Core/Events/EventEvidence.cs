using System.Collections.Immutable;
using Airlock.Core.Events.Delivery;
using Airlock.Core.Findings;
using Airlock.Shared.Policy;

namespace Airlock.Core.Events;

/// <summary>Writes the events of a build beside its other evidence, and lays aside what a collector shall get.</summary>
internal static class EventEvidence
{
    /// <summary>The files that a build has, absolute, in the order of formats.</summary>
    public static ImmutableArray<string> Files(GateRequest request, GateContext context) =>
        [.. EventFormat.Written(request.EventFormats, context.Policy.Events).Select(format => FileOf(request, format))];

    /// <summary>
    /// Tells what happened since the build before. A build in which nothing did leaves the files as they are, so that equal input gives equal bytes, and makes
    /// missing ones: with the events that were told last if this folder knows them, else empty.
    /// </summary>
    /// <returns>The files, and what waits for collectors, or null.</returns>
    /// <exception cref="IOException">A file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static (ImmutableArray<string> Files, PendingEvents? Pending) Save(GateRequest request, GateContext context, ImmutableArray<Finding> findings)
    {
        var formats = EventFormat.Written(request.EventFormats, context.Policy.Events);
        foreach (var stale in EventFormat.All.Except(formats).Select(format => FileOf(request, format)).Where(File.Exists))
        {
            File.Delete(stale);
        }

        if (formats.IsEmpty)
        {
            return ([], null);
        }

        var file = new EventStateFile(request, context);
        ImmutableArray<SecurityEvent> events;
        using (file.Lock())
        {
            var before = EventState.Load(file.Path);
            var source = new EventSource(request.AssemblyName, request.Version, context.ProjectPath, request.TargetFramework, context.Profile, request.Environment, Gate.Version);
            var elsewhere = new Lazy<HashSet<string>>(file.OpenElsewhere);
            (events, var known) = SecurityEvents.Compare(source, findings, before?.Known ?? [], fingerprint => elsewhere.Value.Contains(fingerprint), TimeOf(request));
            WriteFiles(request, formats, events, file.ToldFile);
            if (events.Length > 0)
            {
                ToldEvents.Save(file.ToldFile, source, events);
                LayAside(request, context.Policy.Events, file, events);
            }

            if (events.Length > 0 || before is null || before.Known.Length != known.Length)
            {
                new EventState { Project = context.ProjectPath, Configuration = request.Configuration, TargetFramework = request.TargetFramework, Known = known }.Save(file.Path);
            }
        }

        return ([.. formats.Select(format => FileOf(request, format))], Sends(request, context.Policy.Events) ? new PendingEvents(context.Policy.Events, context.PolicyFile!, file) : null);
    }

    private static void WriteFiles(GateRequest request, ImmutableArray<EventFormat> formats, ImmutableArray<SecurityEvent> events, string toldFile)
    {
        var missing = events.Length > 0 ? formats : [.. formats.Where(format => !File.Exists(FileOf(request, format)))];
        if (missing.IsEmpty)
        {
            return;
        }

        var told = events.Length > 0 ? events : ToldEvents.Load(toldFile);
        foreach (var format in missing)
        {
            AtomicFile.Write(FileOf(request, format), stream => stream.Write(format.Write(told)));
        }
    }

    private static void LayAside(GateRequest request, EventPolicy policy, EventStateFile file, ImmutableArray<SecurityEvent> events)
    {
        if (!Sends(request, policy))
        {
            return;
        }

        foreach (var (name, format) in EventCollector.Named(policy))
        {
            new EventSpool(file.PendingFile(name)).Add(events.Select(EventFormat.Of(format).Line));
        }
    }

    private static bool Sends(GateRequest request, EventPolicy policy) =>
        policy.HasCollector && request.SendEvents != false && policy.When switch
        {
            EventSending.Always => true,
            EventSending.ContinuousIntegration => request.IsContinuousIntegration || request.SendEvents == true,
            _ => request.SendEvents == true,
        };

    // Not the time of the commit: a centre that hears today of a vulnerability must not find it filed under the day of the commit.
    private static DateTimeOffset TimeOf(GateRequest request) => request.Timestamp ?? DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static string FileOf(GateRequest request, EventFormat format) => Path.Combine(request.EvidenceFolder, request.AssemblyName + format.FileEnding);
}
