using System.Globalization;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// AIR6007: a version that was published less than <c>libraries.minimumAgeDays</c> days ago, or at a time that nobody attests. The time is that of the
/// repository's signature, else of the author's, by a verified timestamp.
/// </summary>
/// <param name="publication">When the feed says that a package was published, or null if it is not asked or does not know.</param>
/// <param name="isVetted">Whether somebody looked at exactly this content, and so did not wait for others to.</param>
internal sealed class CooldownCheck(Func<RestoredPackage, DateTimeOffset?>? publication = null, Func<RestoredPackage, bool>? isVetted = null) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6007";

    /// <summary>Property of a finding: the day of publication, as <c>2026-01-31</c>, if it is known.</summary>
    public const string PublishedProperty = "published";

    /// <summary>Property of a finding: the day from which the version is old enough, if it is known.</summary>
    public const string UsableProperty = "usableFrom";

    // Feeds give the date of an unlisted package as 1900-01-01; there was no package before NuGet.
    private static readonly DateTimeOffset FirstPackage = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A policy that asks for more wants no package at all; adding it to a date must not overflow.
    private const long MaximumDays = 100_000;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        if (libraries.Context.Policy.Libraries.MinimumAgeDays is not { } days)
        {
            return;
        }

        var signers = PackageSigners.Of(libraries);
        foreach (var package in libraries.Packages)
        {
            cancellation.ThrowIfCancellationRequested();
            if (isVetted?.Invoke(package) == true)
            {
                continue;
            }

            var (signed, unknown) = FindSigningTime(package, signers, cancellation);
            var asked = publication?.Invoke(package) is { } date && date >= FirstPackage ? date : (DateTimeOffset?)null;

            // A repository signs anew when its certificate changes, so the older of the two is the day of publication.
            if ((signed < asked ? signed : asked ?? signed) is not { } published)
            {
                report.Complain(
                    package, RuleId,
                    $"has an age that is not known: {unknown}; use a version whose repository signed it with a timestamp, or name the package in an exception");
                continue;
            }

            var usable = published.AddDays(Math.Min(days, MaximumDays));
            if (libraries.Now < usable)
            {
                var age = Math.Max(0, (int)(libraries.Now - published).TotalDays);
                report.Complain(
                    package, RuleId,
                    $"was published on {Day(published)}, {age} {(age == 1 ? "day" : "days")} ago, and policy asks for {days}; use an older version, or wait until {Day(FirstDay(usable))}",
                    null, (PublishedProperty, Day(published)), (UsableProperty, Day(FirstDay(usable))));
            }
        }
    }

    private static (DateTimeOffset? Time, string? Unknown) FindSigningTime(RestoredPackage package, PackageSigners signers, CancellationToken cancellation)
    {
        var signature = signers.Verify(package, SignatureParts.None, cancellation);
        if (signature.Problem is null && signature.Signature is null)
        {
            return (null, package.Folder is null ? "it is in no package folder" : "it is not signed");
        }

        var part = signature.Signature?.Repository is null ? SignatureParts.Author : SignatureParts.Repository;
        var verified = signature.Problem is null ? signers.Verify(package, part | SignatureParts.Timestamps, cancellation) : signature;
        var time = part == SignatureParts.Repository ? verified.RepositoryTime : verified.AuthorTime;
        return time is not null ? (time, null) : (null, verified.Problem is { } problem ? $"its signature does not hold: {problem}" : "its signature has no timestamp");
    }

    // The first whole day (UTC) on which it is old enough.
    private static DateTimeOffset FirstDay(DateTimeOffset time) => time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? time : new DateTimeOffset(time.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
