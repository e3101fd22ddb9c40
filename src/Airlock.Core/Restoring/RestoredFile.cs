namespace Airlock.Core.Restoring;

/// <summary>What became of an address that a project uses.</summary>
/// <param name="Address">The address.</param>
/// <param name="File">The file that stands for it in this build, absolute; null if it could not be restored.</param>
/// <param name="Rule">The rule that is broken if not: AIR5002 or AIR5102 for another file than the pinned one, else AIR5011.</param>
/// <param name="Problem">Why not: the end of a sentence that starts with the address.</param>
public sealed record RestoredFile(string Address, string? File, string? Rule = null, string? Problem = null);
