using System.Collections.Immutable;

namespace Airlock.Core.Libraries;

/// <summary>A message of restore, as it stands in the assets file.</summary>
/// <param name="Code">Code, as <c>NU1903</c>.</param>
/// <param name="Level"><c>Error</c> or <c>Warning</c>.</param>
/// <param name="Message">What it says.</param>
/// <param name="LibraryId">The package that it is about, or null.</param>
/// <param name="Targets">The targets that it holds for, as <c>net10.0/linux-x64</c>; empty for all.</param>
public sealed record RestoreMessage(string Code, string Level, string Message, string? LibraryId, ImmutableArray<string> Targets);

/// <summary>A message that restore was told not to give; what it would have said stands nowhere.</summary>
/// <param name="Code">Code, as <c>NU1903</c>.</param>
/// <param name="PackageId">The one package for which it is silenced (<c>NoWarn</c> of a <c>PackageReference</c>), or null for the whole project.</param>
public sealed record SilencedMessage(string Code, string? PackageId);

/// <summary>What restore was asked to do about known vulnerabilities; null where the file does not say.</summary>
/// <param name="Enabled">Property <c>NuGetAudit</c>.</param>
/// <param name="Level">Property <c>NuGetAuditLevel</c>: the least severity that is reported.</param>
/// <param name="Mode">Property <c>NuGetAuditMode</c>: <c>direct</c> or <c>all</c>.</param>
/// <param name="Suppressed">The advisories that items <c>NuGetAuditSuppress</c> silence.</param>
public sealed record RestoreAudit(string? Enabled, string? Level, string? Mode, ImmutableArray<string> Suppressed);

/// <summary>What the assets file tells of the restore that wrote it.</summary>
public sealed record RestoreRecord
{
    /// <summary>The project file, as the file names it, or null.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>The feeds that were asked: addresses and folders.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The <c>nuget.config</c> files that held, nearest first.</summary>
    public ImmutableArray<string> ConfigFiles { get; init; } = [];

    /// <summary>What was asked about vulnerabilities.</summary>
    public RestoreAudit Audit { get; init; } = new(null, null, null, []);

    /// <summary>The messages that <c>NoWarn</c> silences, of the project and of its references: they are not among <see cref="Messages"/>.</summary>
    public ImmutableArray<SilencedMessage> Silenced { get; init; } = [];

    /// <summary>The lock file that the project names (<c>NuGetLockFilePath</c>), or null for <c>packages.lock.json</c> beside it.</summary>
    public string? LockFile { get; init; }

    /// <summary>What restore said.</summary>
    public ImmutableArray<RestoreMessage> Messages { get; init; } = [];
}
