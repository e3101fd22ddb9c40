using Airlock.Core.Licences;
using CsCheck;

namespace Airlock.Core.Tests.Licences;

public class LicenceExpressionTests
{
    private static bool IsAllowed(string text, params string[] allowed)
    {
        var expression = LicenceExpression.Parse(text, out var problem);
        Assert.True(problem is null, problem);
        var licences = allowed.SelectMany(one => LicenceExpression.Parse(one, out _)!.Licences).ToList();
        return expression!.IsAllowed(licence => licences.Any(licence.IsCoveredBy));
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("mit", true)]
    [InlineData("BSD-3-Clause", false)]
    [InlineData("MIT OR BSD-3-Clause", true)]
    [InlineData("BSD-3-Clause or mit", true)]
    [InlineData("MIT AND BSD-3-Clause", false)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("BSD-3-Clause OR MIT AND Apache-2.0", true)]
    [InlineData("(BSD-3-Clause OR MIT) AND GPL-3.0-only", false)]
    [InlineData("(BSD-3-Clause OR MIT) AND Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only OR Apache-2.0", true)]
    [InlineData("MIT AND (GPL-3.0-only OR Apache-2.0)", true)]
    [InlineData("Apache-2.0+", true)]
    [InlineData("Apache-2.0 WITH LLVM-exception", false)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", true)]
    [InlineData("GPL-2.0-only", false)]
    [InlineData("LicenseRef-gemma", true)]
    [InlineData("DocumentRef-card:LicenseRef-own", false)]
    [InlineData("((MIT))", true)]
    public void Expression_is_allowed_if_allowed_licences_suffice(string text, bool expected) =>
        Assert.Equal(expected, IsAllowed(text, "MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-gemma"));

    [Theory]
    [InlineData("GPL-2.0-or-later", "GPL-3.0-only", true)]
    [InlineData("GPL-2.0-or-later", "GPL-3.0", true)]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-only", true)]
    [InlineData("GPL-2.0+", "GPL-3.0-or-later", true)]
    [InlineData("GPL-3.0-only", "GPL-2.0+", true)]
    [InlineData("GPL-3.0-only", "GPL-2.0-or-later", true)]
    [InlineData("GPL-3.0-or-later", "GPL-2.0-or-later", true)]
    [InlineData("GPL-2.0", "GPL-2.0-only", true)]
    [InlineData("gpl-2.0-ONLY", "GPL-2.0", true)]
    [InlineData("GPL-3.0-or-later", "GPL-2.0-only", false)]
    [InlineData("GPL-2.0-only", "GPL-3.0-only", false)]
    [InlineData("GPL-2.0-only", "GPL-3.0-or-later", false)]
    [InlineData("GPL-2.0-only+", "GPL-3.0-only", false)]
    [InlineData("LGPL-2.1-only", "LGPL-3.0-only", false)]
    [InlineData("LGPL-2.1-or-later", "LGPL-3.0-only", true)]
    [InlineData("LGPL-2.1-or-later", "GPL-3.0-only", false)]
    [InlineData("AGPL-3.0-only", "GPL-3.0-or-later", false)]
    [InlineData("Apache-2.0+", "Apache-2.0", true)]
    [InlineData("Apache-2.0", "Apache-1.1+", true)]
    [InlineData("Apache-1.1", "Apache-2.0", false)]
    [InlineData("OLDAP-2.8", "OLDAP-2.10+", false)]
    [InlineData("OLDAP-2.10", "OLDAP-2.8+", true)]
    [InlineData("OLDAP-2.0.1", "OLDAP-2.0+", true)]
    [InlineData("CC-BY-4.0", "CC-BY-3.0+", true)]
    [InlineData("CC-BY-SA-4.0", "CC-BY-3.0+", false)]
    [InlineData("MPL-2.0-no-copyleft-exception", "MPL-1.1+", false)]
    [InlineData("BSD-3-Clause", "BSD-2-Clause+", false)]
    [InlineData("BSD-3-Clause+", "BSD-3-Clause", true)]
    [InlineData("Unicode-DFS-2016", "Unicode-DFS-2015+", false)]
    [InlineData("LicenseRef-own-2.0", "LicenseRef-own-1.0+", false)]
    [InlineData("GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-3.0-only WITH Classpath-exception-2.0", true)]
    [InlineData("GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-3.0-only", false)]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-or-later WITH Classpath-exception-2.0", false)]
    public void Later_version_is_one_of_the_same_family(string offered, string allowed, bool expected) => Assert.Equal(expected, IsAllowed(offered, allowed));

    [Theory]
    [InlineData("", "it ends where a licence should stand")]
    [InlineData("MIT OR", "it ends where a licence should stand")]
    [InlineData("MIT Apache-2.0", "\"Apache-2.0\" stands where AND, OR or the end should")]
    [InlineData("AND MIT", "\"AND\" stands where a licence should")]
    [InlineData("(MIT", "a ')' is missing")]
    [InlineData("MIT)", "\")\" stands where")]
    [InlineData("()", "\")\" stands where a licence should")]
    [InlineData("MIT WITH", "it ends where an exception should stand")]
    [InlineData("MIT WITH (x)", "\"(\" stands where an exception should")]
    [InlineData("see LICENSE file", "\"LICENSE\" stands where")]
    [InlineData("openrail++", "\"openrail+\" stands where a licence should")]
    [InlineData("MIT Or Apache-2.0", "\"Or\" stands where")]
    [InlineData("+", "\"\" stands where a licence should")]
    public void What_is_no_expression_is_told(string text, string problem)
    {
        Assert.Null(LicenceExpression.Parse(text, out var found));
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Null(LicenceExpression.Parse(new string('(', 2000) + "MIT" + new string(')', 2000), out var deep));
        Assert.Contains("nested deeper", deep, StringComparison.Ordinal);
        Assert.Null(LicenceExpression.Parse(string.Join(" OR ", Enumerable.Repeat("MIT", 10_000)), out var huge));
        Assert.Contains("longer", huge, StringComparison.Ordinal);
    }

    // What an expression means, by trying out its choices.
    private sealed record Sample(string Text, Func<ISet<string>, bool> Means);

    private static readonly Gen<Sample> Samples = Gen.Recursive<Sample>((depth, inner) => depth > 3
        ? Gen.OneOf("A", "B", "C").Select(id => new Sample(id, allowed => allowed.Contains(id)))
        : Gen.OneOf(
            Gen.OneOf("A", "B", "C").Select(id => new Sample(id, allowed => allowed.Contains(id))),
            Gen.Select(inner, inner).Select((left, right) => new Sample($"({left.Text} AND {right.Text})", allowed => left.Means(allowed) && right.Means(allowed))),
            Gen.Select(inner, inner).Select((left, right) => new Sample($"({left.Text} OR {right.Text})", allowed => left.Means(allowed) || right.Means(allowed)))));

    [Fact]
    public void Any_expression_means_what_its_parts_mean() =>
        Gen.Select(Samples, Gen.OneOf("A", "B", "C").Array[0, 3]).Sample((sample, allowed) =>
            IsAllowed(sample.Text, allowed) == sample.Means(allowed.ToHashSet()));

    [Fact]
    public void Versions_mean_the_sets_that_they_name()
    {
        var sides = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12], Gen.Bool);
        Gen.Select(sides, sides).Sample((offered, allowed) =>
        {
            static string Text((int Major, int Minor, bool OrLater) side) => $"X-{side.Major}.{side.Minor}{(side.OrLater ? "-or-later" : "-only")}";
            static bool Holds((int Major, int Minor, bool OrLater) side, int version) =>
                side.OrLater ? version >= (side.Major * 100) + side.Minor : version == (side.Major * 100) + side.Minor;
            return IsAllowed(Text(offered), Text(allowed)) == Enumerable.Range(0, 2000).Any(version => Holds(offered, version) && Holds(allowed, version));
        });
    }

    [Fact]
    public void Any_text_is_an_expression_or_a_problem() =>
        Gen.String[Gen.Char["AB-+.:() \tandorwithWITH"], 0, 40].Sample(text => LicenceExpression.Parse(text, out var problem) is null == problem is not null);
}
