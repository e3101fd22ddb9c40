namespace Fabrikam.Media;

/// <summary>Programs with arguments of the model: a list of arguments is no command, unless a shell reads it.</summary>
public class MediaTools(IChatClient client)
{
    public async Task ListAsync(string wish)
    {
        var title = (await client.GetResponseAsync(wish)).Text;
        var start = new ProcessStartInfo("ffmpeg");
        start.ArgumentList.Add("-metadata");
        start.ArgumentList.Add($"title={title}"); // Compliant: an argument of a fixed program
        Process.Start(start);
    }

    public async Task ShellAsync(string wish)
    {
        var command = (await client.GetResponseAsync(wish)).Text;
        var start = new ProcessStartInfo("/bin/bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command); // Noncompliant {{AIR1001}}
        Process.Start(start);
    }

    public async Task InitialisedListAsync(string wish)
    {
        var title = (await client.GetResponseAsync(wish)).Text;
        Process.Start(new ProcessStartInfo { FileName = "ffmpeg", ArgumentList = { "-metadata", title } }); // Compliant: an argument of a fixed program
    }

    public async Task InitialisedShellAsync(string wish)
    {
        var command = (await client.GetResponseAsync(wish)).Text;
        Process.Start(new ProcessStartInfo
        {
            FileName = "cmd.exe",
            ArgumentList =
            {
                "/c",
                command, // Noncompliant {{AIR1001}}
            },
        });
    }

    public async Task TextOfArgumentsAsync(string wish)
    {
        var title = (await client.GetResponseAsync(wish)).Text;
        Process.Start(new ProcessStartInfo
        {
            FileName = "ffmpeg",
            UseShellExecute = false,
            Arguments = $"-metadata title=\"{title}\"", // Noncompliant {{AIR1001}}
        });
    }

    public async Task SeveralAsync(string wish)
    {
        var title = (await client.GetResponseAsync(wish)).Text;
        Process.Start("ffmpeg", ["-metadata", title]); // Compliant: arguments of a fixed program
    }

    public async Task ProgramAsync(string wish)
    {
        using var process = new Process();
        process.StartInfo.FileName = (await client.GetResponseAsync(wish)).Text; // Noncompliant {{AIR1001}}
        process.StartInfo.ArgumentList.Add("--version");
        process.Start();
    }

    public async Task InputAsync(string wish)
    {
        var text = (await client.GetResponseAsync(wish)).Text;
        using var process = Process.Start(new ProcessStartInfo("espeak", "--stdin") { RedirectStandardInput = true })!; // Compliant: constants
        await process.StandardInput.WriteAsync(text);
    }
}
