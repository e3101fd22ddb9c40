using Airlock.Core.Bom;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;

namespace Airlock.Core.Tests.Bom.Completeness;

/// <summary>What authorities and scorers ask for, and how much of it the documents have: the table goes to the output of the test.</summary>
[Collection(RestoredProjects.Collection)]
public sealed class BomCompletenessTests(RestoredProjects projects, ITestOutputHelper output)
{
    // What is reached, rounded down; it may rise. Half of the assets of this document are awkward on purpose: files that nobody can read, models that code does not
    // name. So this is a lower bound; an ordinary application is scored where one is really built.
    [Theory]
    [InlineData("NTIA", 0.99)]
    [InlineData("CISA", 0.99)]
    [InlineData("BSI", 0.94)]
    [InlineData("G7", 0.78)]
    [InlineData("sbomqs", 0.91)]
    [InlineData("AIBOM", 0.60)]
    [InlineData("Annex IV", 0.80)]
    public void Score_of_what_a_build_knows(string authority, double least)
    {
        var completeness = new BomCompleteness(BomWriter.Write(BomBuilder.Build(BomInputs.Rich(PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!))));
        output.WriteLine(completeness.Describe("A document with one of everything, and the awkward cases"));
        Assert.True(completeness.By(authority, element => element.Known == "yes") >= least, completeness.Describe(authority));
    }

    [Fact]
    public void Each_element_has_a_scope_and_a_word_for_who_knows_it()
    {
        Assert.All(BomCompleteness.Elements, element =>
        {
            Assert.Contains(element.Known, new[] { "yes", "given", "card", "code", "no" });
            Assert.Equal(BomCompleteness.Authorities.Length, element.Weights.Count);
            Assert.NotEmpty(element.Paths);
        });
        Assert.Equal(BomCompleteness.Elements.Count, BomCompleteness.Elements.Select(element => element.Name).Distinct().Count());
    }

    [Fact]
    public void An_empty_document_has_nothing_that_is_asked_for()
    {
        var completeness = new BomCompleteness("{}"u8);
        Assert.All(BomCompleteness.Authorities, authority => Assert.True(completeness.By(authority) < 0.01));
        Assert.Contains("0 of   1 document   time", completeness.Describe("empty"));
    }
}
