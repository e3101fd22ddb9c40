using System.Collections.Immutable;
using Airlock.Core.Models;
using Airlock.Core.Models.Signing;

namespace Airlock.Core.Attestations;

/// <summary>How a file on disk compares with what a statement says of it.</summary>
public enum AttestedState
{
    /// <summary>It has the digest of the statement.</summary>
    Same,

    /// <summary>It has another.</summary>
    Changed,

    /// <summary>It is not there, so nothing is known of it.</summary>
    Missing,
}

/// <summary>Compares the files of a statement with those on disk.</summary>
public static class AttestedFiles
{
    /// <summary>Looks for each file that a statement names beside the statement and in the folders above: evidence lies beside it, what was built above, models from the root of the repository.</summary>
    /// <param name="files">The files.</param>
    /// <param name="folder">The folder of the statement, absolute.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ImmutableArray<(AttestedFile File, AttestedState State)> Compare(IEnumerable<AttestedFile> files, string folder) =>
        [.. files.Select(file => (file, StateOf(file, folder)))];

    private static AttestedState StateOf(AttestedFile file, string folder)
    {
        if (file.Name.Length == 0 || ModelPath.LeavesFolder(file.Name))
        {
            return AttestedState.Missing;
        }

        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, file.Name);
            if (File.Exists(path))
            {
                return FileDigest.Compute(path).Sha256 == file.Sha256 ? AttestedState.Same : AttestedState.Changed;
            }
        }

        return AttestedState.Missing;
    }
}
