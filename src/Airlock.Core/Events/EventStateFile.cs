using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Events;

/// <summary>
/// Where a build keeps what it told. Builds of one project for several target frameworks share findings under one name, and may run at once: so each looks at
/// the states of the others, under a lock, before it says that a finding is gone.
/// </summary>
internal sealed class EventStateFile
{
    private const string DefaultName = "events.json";
    private const string NamedEnding = ".events.json";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private readonly GateRequest _request;
    private readonly GateContext _context;
    private readonly bool _isNamed;

    /// <summary>The state of one build.</summary>
    public EventStateFile(GateRequest request, GateContext context)
    {
        (_request, _context) = (request, context);
        _isNamed = context.Policy.Events.State is not null && context.PolicyFile is not null;
        Path = _isNamed
            ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(context.PolicyFile)!, context.Policy.Events.State!, Name())
            : System.IO.Path.Combine(request.IntermediateFolder, DefaultName);
    }

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>What the last build told that had anything to tell, absolute.</summary>
    public string ToldFile => System.IO.Path.Combine(_request.IntermediateFolder, "events.told.json");

    /// <summary>Where events wait for a collector.</summary>
    /// <param name="collector">A word for the collector.</param>
    public string PendingFile(string collector) => $"{Path}.{collector}.pending";

    /// <summary>Keeps other builds of the project from comparing at the same time; null if that did not succeed in time, which costs at worst a finding that is not closed.</summary>
    public FileStream? Lock()
    {
        var path = System.IO.Path.Combine(SharedFolder, ".events.lock");
        Directory.CreateDirectory(SharedFolder);
        for (var end = DateTime.UtcNow + LockPatience; DateTime.UtcNow < end; Thread.Sleep(LockPause))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another build has it. Its file stays, because one may be about to lock it.
            }
        }

        return null;
    }

    /// <summary>The fingerprints that builds of the same project and configuration for other target frameworks have.</summary>
    public HashSet<string> OpenElsewhere()
    {
        var files = _isNamed ? Directory.EnumerateFiles(SharedFolder, "*" + NamedEnding)
            : FrameworkFolder is null ? []
            : Directory.EnumerateDirectories(SharedFolder)
                .SelectMany(folder => Directory.EnumerateDirectories(folder).Prepend(folder))
                .Select(folder => System.IO.Path.Combine(folder, System.IO.Path.GetFileName(_request.IntermediateFolder), DefaultName))
                .Where(File.Exists);
        return
        [
            .. files
                .Select(EventState.Load)
                .Where(state => state is not null && state.Project == _context.ProjectPath && state.Configuration == _request.Configuration && state.TargetFramework != _request.TargetFramework)
                .SelectMany(state => state!.Known.Select(known => known.Finding.Fingerprint!)),
        ];
    }

    // obj/Debug/net10.0, of obj/Debug/net10.0/airlock or obj/Debug/net10.0/linux-x64/airlock; null where the user sorts folders in another way.
    private string? FrameworkFolder
    {
        get
        {
            var above = System.IO.Path.GetDirectoryName(_request.IntermediateFolder);
            return new[] { above, System.IO.Path.GetDirectoryName(above) }.FirstOrDefault(folder => System.IO.Path.GetFileName(folder) == _request.TargetFramework);
        }
    }

    private string SharedFolder => _isNamed ? System.IO.Path.GetDirectoryName(Path)! : System.IO.Path.GetDirectoryName(FrameworkFolder) ?? _request.IntermediateFolder;

    private string Name()
    {
        var project = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_context.ProjectPath}\n{_request.Configuration}")).AsSpan(0, 4));
        return $"{_request.AssemblyName}.{_request.TargetFramework}{(_request.RuntimeIdentifier is null ? "" : "." + _request.RuntimeIdentifier)}.{project}{NamedEnding}";
    }
}
