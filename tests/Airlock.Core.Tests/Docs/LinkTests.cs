using System.Text.RegularExpressions;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Docs;

/// <summary>Whoever follows a link of the documentation arrives: each file and each heading is there.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root = Path.GetDirectoryName(PolicyFiles.FindUpward(AppContext.BaseDirectory, "Analyzers.sln"))!;

    public static TheoryData<string> Pages =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_lead_to_files_and_headings(string page) =>
        Assert.DoesNotContain(Targets(Path.Combine(Root, page)), target => !Address().IsMatch(target) && !IsThere(page, target));

    [Fact]
    public void Every_page_can_be_reached_from_the_index()
    {
        var index = Path.Combine(Root, "docs", "README.md");
        var seen = new HashSet<string>(StringComparer.Ordinal) { index };
        var queue = new Queue<string>(seen);
        while (queue.TryDequeue(out var file))
        {
            var next = Targets(file)
                .Where(target => !Address().IsMatch(target))
                .Select(target => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target.Split('#')[0])))
                .Where(target => target.EndsWith(".md", StringComparison.Ordinal) && File.Exists(target) && seen.Add(target));
            foreach (var target in next)
            {
                queue.Enqueue(target);
            }
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories), file => !seen.Contains(file));
    }

    [Theory]
    [InlineData("The baseline", "the-baseline")]
    [InlineData("`airlock restore [FILE…]`", "airlock-restore-file")]
    [InlineData("What's *new*, and what is not", "whats-new-and-what-is-not")]
    [InlineData("SPDX 3.0.1", "spdx-301")]
    public void A_heading_is_named_as_on_the_site(string heading, string name) => Assert.Equal(name, Name(heading));

    private static bool IsThere(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0
            ? Path.Combine(Root, page)
            : Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
        return Path.Exists(file) && (parts.Length == 1 || (File.Exists(file) && Names(file).Contains(parts[1])));
    }

    // What stands in code is no link and no heading.
    private static IEnumerable<string> Prose(string file)
    {
        var fence = "";
        foreach (var line in File.ReadLines(file))
        {
            var mark = Fence().Match(line).Groups[1].Value;
            if (fence.Length > 0)
            {
                fence = mark.StartsWith(fence, StringComparison.Ordinal) ? "" : fence;
            }
            else if (mark.Length > 0)
            {
                fence = mark;
            }
            else
            {
                yield return line;
            }
        }
    }

    private static List<string> Targets(string file) =>
        [.. Link().Matches(Code().Replace(string.Join('\n', Prose(file)), "code")).Select(link => link.Groups[1].Value)];

    private static HashSet<string> Names(string file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in Prose(file).Select(line => Heading().Match(line)).Where(match => match.Success))
        {
            var name = Name(heading.Groups[1].Value);
            for (var copy = 1; !names.Add(name); copy++)
            {
                name = $"{Name(heading.Groups[1].Value)}-{copy}";
            }
        }

        return names;
    }

    // As services that show Markdown do it: letters in lower case, blanks as hyphens, no other signs.
    private static string Name(string heading) =>
        string.Concat(LinkInHeading().Replace(heading, "$1").Trim().ToLowerInvariant()
            .Where(sign => char.IsLetterOrDigit(sign) || sign is ' ' or '-' or '_')
            .Select(sign => sign == ' ' ? '-' : sign));

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkInHeading();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex("^ {0,3}(```+|~~~+)")]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} +(.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Address();
}
