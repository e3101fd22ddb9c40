using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Policy;
using Airlock.Shared.Secrets;

namespace Airlock.Core.Secrets;

/// <summary>
/// AIR4003: a credential of an AI service in a text file of the project. No part of what is told holds more of it than a mask. A file that Git ignores and that
/// does not leave the machine weighs a note: it is where keys of a developer should be, if not in user secrets.
/// </summary>
public static class ConfigurationSecrets
{
    /// <summary>Identifier of the rule.</summary>
    public const string Rule = "AIR4003";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumSize = 8 * 1024 * 1024;

    private const long MaximumTotal = 64L * 1024 * 1024;
    private const int MaximumOfFile = 50;

    /// <summary>Searches the files.</summary>
    /// <param name="context">The project; paths are told relative to its root.</param>
    /// <param name="files">The files, absolute; those whose name says that they are no text are left out.</param>
    /// <param name="delivered">Those of them that go into output, package or assembly, absolute: that Git ignores them does not help.</param>
    /// <param name="cancellation">Stops between two values.</param>
    /// <returns>The findings, and AIR9004 as a note for what was too large to be read.</returns>
    public static IReadOnlyList<Finding> Run(GateContext context, IReadOnlyList<string> files, IReadOnlyCollection<string> delivered, CancellationToken cancellation = default)
    {
        var unread = new List<string>(files.Skip(ProjectTextFiles.MaximumFiles));
        var found = new List<(string File, TextPlaces Places, IReadOnlyList<FoundSecret> Secrets)>();
        var total = 0L;
        foreach (var file in files.Take(ProjectTextFiles.MaximumFiles))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TextFileKinds.Of(file) is not { } reader || new FileInfo(file) is not { Exists: true, Length: > 0 } info)
            {
                continue;
            }

            if (info.Length > MaximumSize || total + info.Length > MaximumTotal)
            {
                unread.Add(file);
                continue;
            }

            total += info.Length;
            var text = TextOf(file);
            if (text is null)
            {
                unread.Add(file);
            }
            else if (text.Length > 0 && new TextPlaces(text) is var places && SecretSearch.In(Path.GetFileName(file), text, reader, places, cancellation) is { Count: > 0 } secrets)
            {
                found.Add((file, places, secrets));
            }
        }

        var ignored = IgnoredFiles.Among(Path.GetDirectoryName(context.ProjectFile)!, [.. found.Select(one => one.File).Where(file => !delivered.Contains(file))]);
        var findings = found.SelectMany(one => one.Secrets.Take(MaximumOfFile).Select(secret =>
            Describe(context, one.File, one.Places, secret, Math.Max(one.Secrets.Count - MaximumOfFile, 0), ignored.Contains(one.File)))).ToList();
        if (unread.Count > 0)
        {
            findings.Add(Unread(context, unread));
        }

        return findings;
    }

    private static Finding Describe(GateContext context, string file, TextPlaces places, FoundSecret secret, int others, bool isIgnored)
    {
        var what = secret.Path.Length > 0 ? $"{secret.Path} holds" : "This line holds";
        var more = others > 0 ? string.Create(CultureInfo.InvariantCulture, $" This file holds {others} more.") : "";
        var notebook = file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) && secret.Path.Contains("outputs", StringComparison.Ordinal) ? " Clear the outputs of the notebook before it is saved." : "";
        var properties = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("provider", secret.Provider)
            .Add("format", secret.Format);
        if (secret.Path.Length > 0)
        {
            properties = properties.Add("setting", secret.Path);
        }

        var (line, column) = places.Of(secret.Start);
        var (endLine, endColumn) = places.Of(secret.End);
        var keep = secret.Variable.Length > 0
            ? $"keep its successor outside the project: in user secrets while developing, in a key vault or the environment variable {secret.Variable} where it runs."
            : "let the program that starts the server ask for its successor (${input:…}), or take it from the environment.";
        return new Finding
        {
            RuleId = Rule,
            Message = isIgnored
                ? $"{what} a credential of {secret.Provider}: {SecretText.Mask(secret.Secret)}. Git ignores this file and it is not published, so only this machine has it; user secrets keep it out of the project's folder.{notebook}{more}"
                : $"{what} a credential of {secret.Provider}: {SecretText.Mask(secret.Secret)}. Whoever gets this file, from the repository, a container or a published folder, can use it: revoke it, and {keep}{notebook}{more}",
            Location = new FindingLocation(context.Relative(file), line, column, endLine, endColumn),
            Properties = isIgnored ? properties.Add(PolicyVerdict.WeightProperty, "note") : properties,
        };
    }

    private static Finding Unread(GateContext context, List<string> files)
    {
        var names = string.Join(", ", files.Take(3).Select(context.Relative));
        var more = files.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {files.Count - 3} more") : "";
        return new Finding
        {
            RuleId = "AIR9004",
            Message = $"Not searched for secrets, because too large, too many or not readable: {names}{more}",
            Location = new FindingLocation(context.ProjectPath),
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PolicyVerdict.WeightProperty, "note"),
        };
    }

    // Text has no zeros, but in UTF-16 and UTF-32, which begin with a mark. Empty if the file is no text; null if it can't be read.
    private static string? TextOf(string file)
    {
        try
        {
            using var handle = FileDigest.Open(file);
            var length = (int)Math.Min(RandomAccess.GetLength(handle), MaximumSize);
            var bytes = new byte[length];
            var count = 0;
            for (int read; count < length && (read = RandomAccess.Read(handle, bytes.AsSpan(count), count)) > 0;)
            {
                count += read;
            }

            using var reader = new StreamReader(new MemoryStream(bytes, 0, count), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            var text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? "" : text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
