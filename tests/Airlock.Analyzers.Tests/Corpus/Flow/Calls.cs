namespace Fabrikam.Repositories;

/// <summary>A Git assistant whose text passes through methods of all kinds.</summary>
public class RepositoryAssistant(IChatClient client)
{
    private static string? _lastAnswer;

    private string _branch = "main";

    public async Task ReturnedByHelperAsync(string wish)
    {
        var name = await AskAsync(wish);
        Process.Start("git", "checkout " + name); // Noncompliant {{AIR1001}}
    }

    public async Task HandedToHelperAsync(string wish) => Git("checkout " + await AskAsync(wish));

    public void Refresh() => GitQuietly("fetch --all");

    public async Task TidiedByHelperAsync(string wish)
    {
        Process.Start("git", "checkout " + Tidy(await AskAsync(wish))); // Noncompliant {{AIR1001}}
        Process.Start("git", "checkout " + Tidy(" main ")); // Compliant: the same helper on a constant
    }

    public async Task IgnoredByHelperAsync(string wish)
    {
        var branch = BranchFor(await AskAsync(wish));
        Process.Start("git", "checkout " + branch); // Compliant: the helper returns constants
    }

    public async Task ByFieldAsync(string wish) => _branch = await AskAsync(wish);

    public void Checkout() => Process.Start("git", "checkout " + _branch); // Noncompliant {{AIR1001}}

    public async Task ByStaticFieldAsync(string wish) => _lastAnswer = await AskAsync(wish);

    public static void Repeat() => Process.Start("git", _lastAnswer ?? "status"); // Noncompliant {{AIR1001}}

    public async Task SixCallsDeepAsync(string wish) => Plan(await AskAsync(wish));

    public async Task SixCallsBackAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("git", First(reply)); // Noncompliant {{AIR1001}}
        Process.Start("git", Shown(reply)); // Compliant: at the bottom stands a constant
    }

    public async Task GenericAsync(string wish)
    {
        var answer = Same(await AskAsync(wish));
        Process.Start("git", answer); // Noncompliant {{AIR1001}}
        Process.Start("git", "log -n " + Same(answer.Length)); // Compliant: a number
        Process.Start("git", Same("status")); // Compliant: the same helper on a constant
    }

    public async Task SecondArgumentAsync(string wish)
    {
        var answer = await AskAsync(wish);
        Process.Start("git", Second("status", answer)); // Noncompliant {{AIR1001}}
        Process.Start("git", Second(answer, "status")); // Compliant: the helper drops its first argument
    }

    public async Task NamedAndOptionalAsync(string wish) => GitWithOptions(options: await AskAsync(wish));

    public async Task ParamsAsync(string wish) => GitWithAll("commit", "-m", await AskAsync(wish));

    public async Task LocalFunctionAsync(string wish)
    {
        var answer = await AskAsync(wish);
        Run("status");
        Show();

        void Run(string arguments) => Process.Start("git", $"{arguments} {answer}"); // Noncompliant {{AIR1001}}

        void Show() => Process.Start("git", $"log -n {answer.Length}"); // Compliant: a number
    }

    public async Task RecursiveAsync(string wish) => Process.Start("git", Shortened(await AskAsync(wish), 80)); // Noncompliant {{AIR1001}}

    public async Task RecursiveToConstantAsync(string wish) => Process.Start("git", Countdown(await AskAsync(wish), 3)); // Compliant: every way down ends in a constant

    public async Task ByConstructorAsync(string wish)
    {
        var change = new Change(await AskAsync(wish), "main");
        change.Commit();
        change.Push();
    }

    private async Task<string> AskAsync(string wish) => (await client.GetResponseAsync(wish)).Text;

    private static void Git(string arguments)
    {
        using var process = Process.Start("git", arguments); // Noncompliant {{AIR1001}}
        process.WaitForExit();
    }

    private static void GitQuietly(string arguments)
    {
        using var process = Process.Start("git", "--quiet " + arguments); // Compliant: only called with constants
        process.WaitForExit();
    }

    private static string Tidy(string text) => text.Trim().Replace('\n', ' ');

    private static string BranchFor(string answer)
    {
        if (answer.Contains("fix", StringComparison.OrdinalIgnoreCase))
        {
            return "hotfix";
        }

        return answer.Length > 20 ? "feature" : "main";
    }

    private static void Plan(string text) => Check(text, DateTime.UtcNow);

    private static void Check(string text, DateTime at) => Describe(new { Text = text, At = at }.Text);

    private static void Describe(string text) => Prepare($"{text} --verbose");

    private static void Prepare(string text) => Execute(["git", text]);

    private static void Execute(string[] command) => Launch(command[0], command[1]);

    private static void Launch(string program, string arguments) =>
        Process.Start(program, arguments); // Noncompliant {{AIR1001}}

    private static string First(ChatResponse reply) => Nested(reply.Messages);

    private static string Nested(IList<ChatMessage> messages) => Last(messages[^1]);

    private static string Last(ChatMessage message) => Parts(message.Contents);

    private static string Parts(IList<AIContent> contents) => Text(contents.OfType<TextContent>().First());

    private static string Text(TextContent content) => Tidy(content.Text);

    private static string Shown(ChatResponse reply) => ShownNested(reply.Messages);

    private static string ShownNested(IList<ChatMessage> messages) => messages.Count > 1 ? "log" : "status";

    private static T Same<T>(T value) => value;

    private static string Second(string first, string second)
    {
        Console.WriteLine(first);
        return second;
    }

    private static void GitWithOptions(string command = "status", string options = "") =>
        Process.Start("git", command + " " + options); // Noncompliant {{AIR1001}}

    private static void GitWithAll(params string[] arguments) =>
        Process.Start("git", string.Join(' ', arguments)); // Noncompliant {{AIR1001}}

    private static string Shortened(string text, int length) => text.Length <= length ? text : Shortened(text[1..], length);

    private static string Countdown(string text, int rounds) => rounds == 0 ? "status" : Countdown(text + "!", rounds - 1);

    private sealed class Change
    {
        private readonly string _message;
        private readonly string _branch;

        public Change(string message, string branch)
        {
            _message = message;
            _branch = branch;
        }

        public void Commit() => Process.Start("git", $"commit -m {_message}"); // Noncompliant {{AIR1001}}

        public void Push() => Process.Start("git", $"push origin {_branch}"); // Compliant: always a constant
    }
}
