using Airlock.Cli.Output;
using Spectre.Console;

namespace Airlock.Cli.Setup;

/// <summary>What <c>airlock init</c> asks, and what holds if nobody answers.</summary>
/// <param name="Profile">The profile of the policy.</param>
/// <param name="Pin">Whether the model files that were found are pinned.</param>
/// <param name="LimitOwners">Whether packages are limited to the owners of those in use.</param>
/// <param name="Service">The CI service for which a file is written, or <see cref="Workflow.None"/>.</param>
public sealed record SetupAnswers(string Profile, bool Pin, bool LimitOwners, string Service)
{
    /// <summary>The profiles, the weakest first.</summary>
    public static readonly string[] Profiles = ["audit", "standard", "strict"];

    /// <summary>Asks whoever sits at the terminal; each question has a default, which Enter takes.</summary>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="models">How many model files were found.</param>
    /// <param name="writesPolicy">Whether a policy is to be written.</param>
    /// <param name="asksService">Whether the user named no CI service.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<SetupAnswers> AskAsync(Terminal terminal, int models, bool writesPolicy, bool asksService, CancellationToken cancellation)
    {
        var answers = this;
        if (writesPolicy)
        {
            answers = answers with { Profile = await Choose("Profile? audit only warns, standard blocks what can be exploited, strict blocks most", Profiles, Profile) };
            answers = answers with { LimitOwners = await Confirm("Refuse packages of other owners than those in use today?", LimitOwners) };
        }

        if (models > 0)
        {
            answers = answers with { Pin = await Confirm(models == 1 ? "Pin the model file that was found?" : $"Pin the {models} model files that were found?", Pin) };
        }

        return asksService
            ? answers with { Service = await Choose("Write a file for a CI service?", [Workflow.None, .. Workflow.All.Select(workflow => workflow.Service)], Service) }
            : answers;

        Task<string> Choose(string question, IEnumerable<string> choices, string choice) =>
            new TextPrompt<string>(question).AddChoices(choices).DefaultValue(choice).ShowAsync(terminal.Error, cancellation);

        Task<bool> Confirm(string question, bool choice) =>
            new ConfirmationPrompt(question) { DefaultValue = choice }.ShowAsync(terminal.Error, cancellation);
    }
}
