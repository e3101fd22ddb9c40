namespace Airlock.Analyzers.Tools;

/// <summary>A package that a command line fetches and runs.</summary>
/// <param name="Launcher">The program that does it, with its subcommand, as <c>npx</c> or <c>uv tool run</c>.</param>
/// <param name="Ecosystem">Whose package it is.</param>
/// <param name="Written">How the package is written there, as <c>@scope/name@latest</c>.</param>
/// <param name="Package">What that says.</param>
/// <param name="IsPinned">Whether the same is fetched each time.</param>
/// <param name="Argument">The argument that names it, from 0; -1 if that is the command itself.</param>
internal sealed record PackageLaunch(
    PackageLauncher Launcher, PackageEcosystem Ecosystem, string Written, PackageSpecifier Package, bool IsPinned, int Argument)
{
    // A shell that starts a launcher through another shell is as deep as it gets in earnest.
    private const int MaximumDepth = 6;

    /// <summary>The packages that a command fetches and runs, itself or through a shell; none if it runs what is there.</summary>
    /// <param name="command">The program, or a whole line. <see cref="PackageSpecifier.Unknown"/> stands for what only the running program knows.</param>
    /// <param name="arguments">Its arguments, written in the same way.</param>
    public static IEnumerable<PackageLaunch> Of(string command, IReadOnlyList<string> arguments)
    {
        var rest = arguments.Select((argument, index) => new Word(argument, index));
        return SplitLine(new Word(command, -1)) is { } commands
            ? commands.SelectMany((words, index) => Read(index == commands.Count - 1 ? [.. words, .. rest] : words, 0))
            : Read([new Word(command, -1), .. rest], 0);
    }

    /// <summary>The commands of a whole line; null for the name or path of a program, which may hold blanks too.</summary>
    private static List<List<Word>>? SplitLine(Word line)
    {
        if (!line.Text.Trim().Any(char.IsWhiteSpace))
        {
            return null;
        }

        var commands = ShellLine.Commands(line.Text).Select(words => words.Select(word => new Word(word, line.Argument)).ToList()).ToList();
        return commands.Count == 1 && !PackageLauncher.Find(commands[0][0].Text).Any() && PackageLauncher.Find(line.Text).Any() ? null : commands;
    }

    private static IEnumerable<PackageLaunch> Read(IReadOnlyList<Word> words, int depth)
    {
        var start = words.TakeWhile(word => IsVariable(word.Text)).Count();
        return start == words.Count || depth > MaximumDepth
            ? []
            : PackageLauncher.Find(words[start].Text).OrderByDescending(launcher => launcher.Subcommand.Count)
                .Select(launcher => Read(launcher, words, start + 1, depth))
                .FirstOrDefault(launches => launches is not null) ?? [];
    }

    /// <summary>The packages, if the words are those of the launcher and its subcommand; else null.</summary>
    private static List<PackageLaunch>? Read(PackageLauncher launcher, IReadOnlyList<Word> words, int next, int depth)
    {
        if (launcher.Operand == LauncherOperand.Line)
        {
            return ReadShell(launcher, words, next, depth);
        }

        var named = new List<Word>();
        var added = new List<Word>();
        var (subcommand, isSettled, version, endsOptions) = (0, false, default(Word?), false);
        for (; next < words.Count; next++)
        {
            var word = words[next];
            if (!endsOptions && word.Text == "--")
            {
                endsOptions = true;
            }
            else if (!endsOptions && word.Text.StartsWith("-", StringComparison.Ordinal) && word.Text.Length > 1)
            {
                var (option, value) = ReadOption(launcher, words, ref next);
                isSettled |= launcher.IsSettledBy(option, value?.Text);
                version = launcher.NamesVersion(option) ? value : version;
                if (value is { } package && (launcher.NamesPackage(option) || launcher.AddsPackage(option)))
                {
                    (launcher.NamesPackage(option) ? named : added).Add(package);
                }
            }
            else if (subcommand < launcher.Subcommand.Count)
            {
                if (word.Text != launcher.Subcommand[subcommand++])
                {
                    return null;
                }
            }
            else if (launcher.Operand == LauncherOperand.Command && IsVariable(word.Text))
            {
                // env NAME=value: the command comes later.
            }
            else
            {
                break;
            }
        }

        if (subcommand < launcher.Subcommand.Count)
        {
            return null;
        }

        // A version may stand after the package as well, before what the package itself is given.
        for (var later = next + 1; later < words.Count && words[later].Text != "--"; later++)
        {
            var (option, value) = words[later].Text.StartsWith("-", StringComparison.Ordinal) && words[later].Text.Length > 1 ? ReadOption(launcher, words, ref later) : ("", null);
            version = launcher.NamesVersion(option) ? value : version;
        }

        var isPackage = launcher.Operand == LauncherOperand.Package && named.Count == 0 && next < words.Count;
        var packages = (isPackage ? [words[next]] : named).Concat(added);
        var launches = launcher.Ecosystem is { } ecosystem
            ? packages.Select(package => Launch(launcher, ecosystem, package, isSettled, version)).OfType<PackageLaunch>().ToList()
            : [];

        // What a container runs may be a launcher again.
        var isNested = launcher.Operand == LauncherOperand.Command || launcher.Ecosystem == PackageEcosystem.Image;
        return isNested ? [.. launches, .. Read([.. words.Skip(isPackage ? next + 1 : next)], depth + 1)] : launches;
    }

    private static PackageLaunch? Launch(PackageLauncher launcher, PackageEcosystem ecosystem, Word word, bool isSettled, Word? version)
    {
        var text = word.Text;
        if (PackageSpecifier.Read(ecosystem, text) is not { } package || version?.Text.IndexOfAny([PackageSpecifier.Unknown, '$', '%', '{']) >= 0)
        {
            return null;
        }

        var isPinned = isSettled || package.IsPinned || (version is { } named && PackageSpecifier.IsExact(ecosystem, named.Text));
        return new PackageLaunch(launcher, ecosystem, text, package, isPinned, word.Argument);
    }

    /// <summary>An option with its value, which may stand in the same word or in the next; <paramref name="next"/> ends at its last word.</summary>
    private static (string Option, Word? Value) ReadOption(PackageLauncher launcher, IReadOnlyList<Word> words, ref int next)
    {
        var word = words[next];
        var equals = word.Text.IndexOf('=');
        if (equals > 0)
        {
            return (word.Text.Substring(0, equals), new Word(word.Text.Substring(equals + 1), word.Argument));
        }

        var option = word.Text;
        if (!launcher.TakesValue(option) && option[1] != '-')
        {
            // Letters may stand together, as in -it; the value of the last may follow at once, as in -v/data:/data.
            for (var letter = 1; letter < option.Length; letter++)
            {
                var name = "-" + option[letter];
                if (launcher.TakesValue(name) && letter < option.Length - 1)
                {
                    return (name, new Word(option.Substring(letter + 1), word.Argument));
                }

                option = launcher.TakesValue(name) ? name : option;
            }
        }

        return launcher.TakesValue(option) && next + 1 < words.Count ? (option, words[++next]) : (option, null);
    }

    /// <summary>What a shell runs: the line after its option, or the words that follow it.</summary>
    private static List<PackageLaunch> ReadShell(PackageLauncher shell, IReadOnlyList<Word> words, int next, int depth)
    {
        for (; next < words.Count && words[next].Text is var option && IsShellOption(option); next++)
        {
            if (shell.NamesPackage(option) || (option[0] == '-' && option.Length <= 4 && option[option.Length - 1] == 'c' && shell.NamesPackage("-c")))
            {
                var rest = words.Skip(next + 1).ToList();
                var commands = rest.Count > 0 ? SplitLine(rest[0]) : null;
                return commands is null
                    ? [.. Read(rest, depth + 1)]
                    : [.. commands.SelectMany((command, index) => Read(index == commands.Count - 1 ? [.. command, .. rest.Skip(1)] : command, depth + 1))];
            }

            next += shell.TakesValue(option) ? 1 : 0;
        }

        return [];
    }

    private static bool IsShellOption(string word) => word.Length > 1 && word[0] is '-' or '/';

    // NAME=value before a command sets a variable of its environment.
    private static bool IsVariable(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && word.Take(equals).All(character => char.IsLetterOrDigit(character) || character == '_');
    }

    private readonly record struct Word(string Text, int Argument);
}
