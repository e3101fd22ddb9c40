using Airlock.Core.Libraries.Vulnerabilities;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

public sealed class CvssVectorTests
{
    // Scores of published examples of the specification and of well-known advisories.
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2)]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L", 1.6)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H/E:P/RL:O/RC:C", 9.0)]
    public void A_vector_of_version_3_has_its_base_score(string vector, double score) => Assert.Equal(score, CvssVector.Score(vector));

    [Theory]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", VulnerabilitySeverity.Critical)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", VulnerabilitySeverity.High)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N/E:U", VulnerabilitySeverity.Low)]
    public void A_vector_of_version_4_has_a_rough_level(string vector, VulnerabilitySeverity severity) =>
        Assert.Equal(severity, VulnerabilitySeverities.OfScore(CvssVector.Score(vector)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("7.5")]
    [InlineData("AV:L/AC:M/Au:N/C:N/I:P/A:C")]
    [InlineData("CVSS:3.1")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N//AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N")]
    [InlineData("CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    public void Whatever_else_has_no_score(string vector) => Assert.Null(CvssVector.Score(vector));

    [Theory]
    [InlineData(0.0, "low")]
    [InlineData(3.9, "low")]
    [InlineData(4.0, "moderate")]
    [InlineData(6.9, "moderate")]
    [InlineData(7.0, "high")]
    [InlineData(8.9, "high")]
    [InlineData(9.0, "critical")]
    public void A_score_has_a_level(double score, string word) => Assert.Equal(word, ((VulnerabilitySeverity?)VulnerabilitySeverities.OfScore(score)).Word());
}
