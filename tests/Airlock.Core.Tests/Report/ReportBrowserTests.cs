using System.Diagnostics;
using Airlock.Core.Report;
using Airlock.Core.Tests.Bom;

namespace Airlock.Core.Tests.Report;

/// <summary>The page in a real browser, where one is installed: its own content policy lets its style and script run, and nothing else.</summary>
public sealed class ReportBrowserTests
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    [Theory]
    [InlineData(1400, "light")]
    [InlineData(1400, "dark")]
    [InlineData(390, "light")]
    public void The_page_opens_without_a_complaint(int width, string theme)
    {
        var browser = Find();
        Assert.SkipWhen(browser is null, "No Chromium is installed.");
        using var folder = new TemporaryFolder();
        var page = folder.Write("report.html", ReportPage.Write(FullBom.Document));
        var picture = Path.Combine(folder.Path, "page.png");
        var (dom, complaints) = Run(browser!, folder.Path, width, theme, picture, page);
        Assert.DoesNotContain("CONSOLE", complaints);
        Assert.Contains("<svg id=\"graph\"", dom);
        Assert.True(new FileInfo(picture).Length > 10_000, "the picture of the page is empty");
    }

    [Fact]
    public void A_page_whose_script_was_changed_does_not_run_it()
    {
        var browser = Find();
        Assert.SkipWhen(browser is null, "No Chromium is installed.");
        using var folder = new TemporaryFolder();
        var changed = ReportPage.Write(FullBom.Document).Replace("\"use strict\";", "document.title = 'taken over';", StringComparison.Ordinal);
        var (dom, complaints) = Run(browser!, folder.Path, 1400, "light", Path.Combine(folder.Path, "page.png"), folder.Write("report.html", changed));
        Assert.Contains("CONSOLE", complaints);
        Assert.DoesNotContain("<title>taken over", dom);
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Browsers.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static (string Dom, string Complaints) Run(string browser, string folder, int width, string theme, string picture, string page)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] common = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr", "--v=0", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--window-size={width},1200"];
        foreach (var argument in common.Concat(theme == "dark" ? ["--force-dark-mode"] : []).Concat([$"--screenshot={picture}", "--dump-dom", new Uri(page).AbsoluteUri]))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
        }

        return (output.Result, error.Result);
    }
}
