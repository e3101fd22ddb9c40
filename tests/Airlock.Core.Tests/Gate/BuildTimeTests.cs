namespace Airlock.Core.Tests.Gate;

public sealed class BuildTimeTests
{
    [Theory]
    [InlineData("tree 1\nauthor A <a@b> 5 +0000\ncommitter A B <a@b.example> 1767323045 +0200\n\ntext", 1767323045L)]
    [InlineData("tree 1\ncommitter > <x> 7 -0300\n", 7L)]
    [InlineData("tree 1\n\ncommitter A <a@b> 5 +0000\n", null)]
    [InlineData("committer A <a@b> -5 +0000\n", null)]
    [InlineData("committer A <a@b> 99999999999999999 +0000\n", null)]
    [InlineData("", null)]
    public void Time_stands_in_the_head_of_a_commit(string text, long? seconds) => Assert.Equal(seconds, BuildTime.Parse(text)?.ToUnixTimeSeconds());

    [Theory]
    [InlineData("")]
    [InlineData("HEAD")]
    [InlineData("--help")]
    [InlineData("0123456789012345678901234567890123456789")]
    public void What_is_no_commit_has_no_time(string commit)
    {
        using var folder = new TemporaryFolder();
        Assert.Null(BuildTime.OfCommit(commit, folder.Path));
    }
}
