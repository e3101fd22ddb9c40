using System.CommandLine;
using System.CommandLine.Invocation;
using Airlock.Cli.Commands;
using Airlock.Cli.Output;

namespace Airlock.Cli;

/// <summary>The whole command line of <c>airlock</c>.</summary>
public static class CommandLine
{
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments, without the tool's name.</param>
    /// <param name="context">What commands work with.</param>
    /// <returns>The exit code; every failure ends as one message on the error stream.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolContext context)
    {
        try
        {
            var parsed = Create(context).Parse(arguments);
            if (parsed.Action is ParseErrorAction)
            {
                throw new ToolException(ExitCode.Usage, string.Join('\n', parsed.Errors.Select(problem => problem.Message)) + "\nRun airlock --help to see what there is.");
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
                Output = context.Terminal.Out.Profile.Out.Writer,
                Error = context.Terminal.Error.Profile.Out.Writer,
            });
        }
        catch (ToolException exception)
        {
            return Fail(exception.Code, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Cancelled, "stopped");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Internal, exception.Message);
        }
        catch (Exception exception)
        {
            return Fail(ExitCode.Internal, $"internal error, please report it: {exception.GetType().Name}: {exception.Message}");
        }

        int Fail(ExitCode code, string message)
        {
            context.Terminal.Complain(message);
            return (int)code;
        }
    }

    /// <summary>The tool's commands, whose help ends with examples.</summary>
    internal static RootCommand Create(ToolContext context)
    {
        var root = Commands(context);
        HelpWithExamples.AddTo(root);
        return root;
    }

    private static RootCommand Commands(ToolContext context) => new("The security gate for AI code in .NET")
    {
        ScanCommand.CreateScan(context),
        ScanCommand.CreateCheck(context),
        DoctorCommand.Create(context),
        InitCommand.Create(context),
        BaselineCommand.Create(context),
        ExceptionsCommand.Create(context),
        PolicyCommand.Create(context),
        PinCommand.Create(context),
        SignCommand.Create(context),
        VerifyCommand.Create(context),
        AttestCommand.Create(context),
        VetCommand.Create(context),
        RestoreCommand.Create(context),
        ApproveCommand.CreateApprove(context),
        ApproveCommand.CreatePromote(context),
        RollbackCommand.Create(context),
        LogCommand.Create(context),
        SbomCommand.Create(context),
        EventsCommand.Create(context),
        ReportCommand.Create(context),
        ExplainCommand.Create(context),
        CompletionsCommand.Create(context),
    };
}
