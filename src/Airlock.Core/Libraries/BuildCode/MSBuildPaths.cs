using Airlock.Shared.Policy;

namespace Airlock.Core.Libraries.BuildCode;

/// <summary>Where a path of an MSBuild file leads.</summary>
/// <param name="Files">Files of the package that it may mean.</param>
/// <param name="IsOutside">Whether it may mean a file that is not in the package.</param>
/// <param name="IsOfEngine">Whether it means a file of MSBuild itself.</param>
internal sealed record MSBuildTarget(IReadOnlyList<string> Files, bool IsOutside, bool IsOfEngine);

/// <summary>
/// Finds out which files of a package the paths in its MSBuild files mean. Properties that the package sets itself are replaced by their values;
/// what only the build knows stands for any text, so that rather one file too many is found than one too few.
/// </summary>
internal sealed class MSBuildPaths
{
    private const char Root = '\u0001';
    private const char Engine = '\u0002';
    private const char Any = '*';
    private const int MaximumLength = 512;
    private const int MaximumExpression = 2_048;
    private const int MaximumAlternatives = 8;
    private const int MaximumDepth = 6;

    // Every comparison of a file's name is a step, a part of an expression several: the whole package has so many.
    private const int MaximumSteps = 2_000_000;
    private const int StepsOfPart = 50;

    private static readonly HashSet<string> PathFunctions =
        new(StringComparer.OrdinalIgnoreCase) { "Combine", "NormalizePath", "NormalizeDirectory", "GetFullPath", "EnsureTrailingSlash" };

    private readonly IReadOnlyList<string> _files;
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, (string Value, string File)> _properties;
    private int _steps;

    /// <summary>Paths in a package.</summary>
    /// <param name="files">All its files, with <c>/</c>.</param>
    /// <param name="properties">The properties that its MSBuild files set, with the file that does.</param>
    public MSBuildPaths(IReadOnlyList<string> files, IEnumerable<(string Name, string Value, string File)> properties)
    {
        _files = files;
        _properties = properties.Distinct().ToLookup(property => property.Name, property => (property.Value, property.File), StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            _byName.TryAdd(file, file);
        }
    }

    /// <summary>Whether the steps are used up, so that paths may be left that nobody looked at.</summary>
    public bool IsExhausted => _steps > MaximumSteps;

    /// <summary>Finds the files.</summary>
    /// <param name="expression">The path, or several with <c>;</c>.</param>
    /// <param name="file">The MSBuild file that it stands in.</param>
    /// <param name="isRelativeToFile">Whether a relative path starts at that file rather than at the project.</param>
    public MSBuildTarget Resolve(string expression, string file, bool isRelativeToFile)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var (isOutside, isOfEngine) = (false, false);
        foreach (var path in Expand(expression, file, 0).SelectMany(text => text.Split(';')))
        {
            if (path.Trim() is { Length: > 0 } trimmed)
            {
                Find(Unescape(trimmed).Replace('\\', '/'), FolderOf(file), isRelativeToFile, found, ref isOutside, ref isOfEngine);
            }
        }

        return new MSBuildTarget([.. found], isOutside, isOfEngine);
    }

    private void Find(string path, string folder, bool isRelativeToFile, SortedSet<string> found, ref bool isOutside, ref bool isOfEngine)
    {
        if (path.LastIndexOf(Root) is var root and >= 0)
        {
            path = path[(root + 1)..];
        }
        else if (path[0] == Engine && !path.Contains("..", StringComparison.Ordinal))
        {
            isOfEngine = true;
            return;
        }
        else if (path[0] is '/' or Engine || path.Contains(':', StringComparison.Ordinal))
        {
            isOutside = true;
            return;
        }
        else if (path[0] != Any)
        {
            path = isRelativeToFile ? folder + path : Any + "/" + path;
        }

        if (Normalise(path) is not { } pattern)
        {
            isOutside = true;
            return;
        }

        var before = found.Count;
        if (!pattern.Contains(Any, StringComparison.Ordinal))
        {
            if (_byName.TryGetValue(pattern, out var name))
            {
                found.Add(name);
            }

            return;
        }

        // Nothing but what the build knows: any file would do, which says nothing.
        if (pattern.Trim(Any, '/').Length > 0)
        {
            foreach (var file in _files)
            {
                if ((_steps += 1 + (pattern.Length / 8)) > MaximumSteps)
                {
                    break;
                }

                if (NamePattern.Matches(pattern, file))
                {
                    found.Add(file);
                }
            }
        }

        isOutside |= pattern[0] == Any && found.Count == before;
    }

    /// <summary>The path without <c>.</c> and <c>..</c>; null if it leaves the package.</summary>
    private static string? Normalise(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                if (segments.Count == 0)
                {
                    return null;
                }

                // What only the build knows may be many folders: a step up leaves it any.
                if (segments[^1].Contains(Any, StringComparison.Ordinal))
                {
                    segments[^1] = Any.ToString();
                }
                else
                {
                    segments.RemoveAt(segments.Count - 1);
                }
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments).Replace("*/", "*", StringComparison.Ordinal);
    }

    private List<string> Expand(string text, string file, int depth)
    {
        if (text.Length > MaximumExpression || (_steps += StepsOfPart) > MaximumSteps)
        {
            return [Any.ToString()];
        }

        var results = new List<string> { "" };
        for (var at = 0; at < text.Length; _steps += StepsOfPart)
        {
            var start = text.AsSpan(at).IndexOfAny('$', '@', '%');
            while (start >= 0 && (at + start + 1 >= text.Length || text[at + start + 1] != '('))
            {
                var next = text.AsSpan(at + start + 1).IndexOfAny('$', '@', '%');
                start = next < 0 ? -1 : start + 1 + next;
            }

            if (start < 0)
            {
                Append(results, [text[at..]]);
                break;
            }

            Append(results, [text[at..(at + start)]]);
            var open = at + start + 1;
            var end = EndOf(text, open);
            Append(results, text[open - 1] == '$' ? Evaluate(text[(open + 1)..Math.Max(open + 1, end)].Trim(), file, depth + 1) : [Any.ToString()]);
            at = end + 1;
        }

        return results;
    }

    private List<string> Evaluate(string body, string file, int depth)
    {
        if (_steps > MaximumSteps || depth > MaximumDepth)
        {
            return [Any.ToString()];
        }

        if (body.StartsWith('['))
        {
            return EvaluateFunction(body, file, depth);
        }

        var name = file[(file.LastIndexOf('/') + 1)..];
        switch (body.ToUpperInvariant())
        {
            case "MSBUILDTHISFILEDIRECTORY":
                return [$"{Root}/{FolderOf(file)}"];
            case "MSBUILDTHISFILEFULLPATH":
                return [$"{Root}/{file}"];
            case "MSBUILDTHISFILE":
                return [name];
            case "MSBUILDTHISFILENAME":
                return [Path.GetFileNameWithoutExtension(name)];
            case "MSBUILDTHISFILEEXTENSION":
                return [Path.GetExtension(name)];
            case "MSBUILDTOOLSPATH" or "MSBUILDBINPATH":
                return [Engine.ToString()];
        }

        var values = new List<string>();
        foreach (var (value, origin) in _properties[body].Take(MaximumAlternatives))
        {
            values.AddRange(Expand(value, origin, depth));
        }

        return values.Count > 0 ? values : [Any.ToString()];
    }

    // A function that puts a path together keeps its parts; any other may give anything.
    private List<string> EvaluateFunction(string body, string file, int depth)
    {
        var member = body.IndexOf("::", StringComparison.Ordinal);
        var open = member < 0 ? -1 : body.IndexOf('(', member);
        if (open < 0 || EndOf(body, open) != body.Length - 1 || !PathFunctions.Contains(body[(member + 2)..open].Trim()))
        {
            return [Any.ToString()];
        }

        var results = new List<string> { "" };
        foreach (var argument in Arguments(body[(open + 1)..^1]))
        {
            Append(results, [.. Expand(argument.Trim().Trim('\'', '"', '`'), file, depth).Select(value => "/" + value)]);
        }

        // The slash before the first part is not of the path.
        return results.ConvertAll(result => result.Length > 0 ? result[1..] : result);
    }

    private static IEnumerable<string> Arguments(string text)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] == ',' && depth == 0)
            {
                yield return text[start..at];
                start = at + 1;
            }
        }

        yield return text[start..];
    }

    // The bracket that closes the one there; the end of the text if none does.
    private static int EndOf(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    private static void Append(List<string> results, List<string> values)
    {
        var combined = (from result in results from value in values select result + value)
            .Select(text => text.Length <= MaximumLength ? text : Any.ToString())
            .Distinct(StringComparer.Ordinal)
            .Take(MaximumAlternatives)
            .ToList();
        results.Clear();
        results.AddRange(combined);
    }

    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    /// <summary>The folder of a file, with a slash at the end; empty for the package's folder.</summary>
    private static string FolderOf(string file) => file[..(file.LastIndexOf('/') + 1)];
}
