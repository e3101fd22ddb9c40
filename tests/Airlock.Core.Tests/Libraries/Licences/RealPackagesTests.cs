using Airlock.Core.Bom;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Licences;

namespace Airlock.Core.Tests.Libraries.Licences;

public class RealPackagesTests(ITestOutputHelper output)
{
    /// <summary>Packages whose author declares an expression and ships the text too: what is recognised in the text is a licence of the expression.</summary>
    [Fact]
    public void Recognised_text_is_what_the_author_declares()
    {
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Assert.SkipUnless(Directory.Exists(root), "There are no packages on this machine.");
        var (recognised, others, wrong) = (0, new List<string>(), new List<string>());
        foreach (var folder in Directory.GetDirectories(root).SelectMany(Directory.GetDirectories))
        {
            var nuspec = Nuspec.Read(folder, Path.GetFileName(Path.GetDirectoryName(folder)!));
            foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetFileNameWithoutExtension(file).ToUpperInvariant() is "LICENSE" or "LICENCE" or "COPYING"))
            {
                var found = KnownLicences.ByText(LicenceText.Words(File.ReadAllText(file)));
                recognised += found is null ? 0 : 1;
                if (found is null)
                {
                    others.Add(file);
                }
                else if (nuspec.LicenceExpression is { } text && !LicenceExpression.Parse(text, out _)!.Licences.Any(one => one.Id == found))
                {
                    wrong.Add($"{file}: {found}, declared is {text}");
                }
            }
        }

        output.WriteLine($"{recognised} recognised, {others.Count} not: {string.Join(", ", others)}");
        Assert.Empty(wrong);
        Assert.True(recognised >= others.Count, string.Join(", ", others));
    }
}
