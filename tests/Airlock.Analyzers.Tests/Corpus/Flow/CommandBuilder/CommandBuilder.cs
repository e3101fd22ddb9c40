namespace Contoso.Build;

/// <summary>A builder of command lines whose methods return itself.</summary>
public class CommandBuilder
{
    private readonly List<string> _parts = [];

    private string _program = "git";

    public CommandBuilder Program(string program)
    {
        _program = program;
        return this;
    }

    public CommandBuilder With(string argument)
    {
        _parts.Add(argument);
        return this;
    }

    public ProcessStartInfo Build() => new(
        _program,
        string.Join(' ', _parts)); // Noncompliant {{AIR1001}}
}

public class VersionCommand
{
    private readonly List<string> _options = [];

    public VersionCommand Option(string option)
    {
        _options.Add(option);
        return this;
    }

    public ProcessStartInfo Build() => new("git", "version " + string.Join(' ', _options)); // Compliant: the options are constants
}
