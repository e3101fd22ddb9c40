using Airlock.Core.Models.Scanning;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads a YAML configuration for the names that Hydra imports and calls: the values of <c>_target_</c> and <c>target</c>, wherever they stand.
/// Only events are read, so that nothing is built from the text.
/// </summary>
internal static class HydraConfiguration
{
    private const int MaximumDepth = 200;
    private const string PythonTag = "tag:yaml.org,2002:python/";

    private static readonly string[] NormalPrefixes =
        ["nemo.", "torch.", "pytorch_lightning.", "lightning.", "omegaconf.", "torchaudio.", "torchvision.", "torchmetrics.", "transformers.", "megatron."];

    /// <summary>Reports targets that do harm, and those that are of none of the libraries such a model is made of.</summary>
    /// <param name="content">The YAML.</param>
    /// <param name="context">That of the file.</param>
    /// <exception cref="ModelFormatException">It is no YAML, or is nested too deep.</exception>
    public static void Read(ByteSource content, ScanContext context)
    {
        var anchors = new Dictionary<string, string>(StringComparer.Ordinal);
        var levels = new Stack<Level>();
        using var text = new StreamReader(content.OpenRead());
        var parser = new Parser(text);
        try
        {
            while (parser.MoveNext())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged && tagged.Tag.Value.StartsWith(PythonTag, StringComparison.Ordinal))
                {
                    context.Report(
                        ModelVerdict.Malicious,
                        $"Its tag '{tagged.Tag.Value[PythonTag.Length..]}' makes Python import a name, and call it if it is a function, when the YAML is loaded.",
                        tagged.Start.Index,
                        tagged.Tag.Value);
                }

                switch (parser.Current)
                {
                    case MappingStart or SequenceStart:
                        Take(levels, null);
                        levels.Push(new Level(parser.Current is MappingStart));
                        if (levels.Count > MaximumDepth)
                        {
                            throw new ModelFormatException($"it is nested deeper than {MaximumDepth} levels", parser.Current.Start.Index);
                        }

                        break;
                    case MappingEnd or SequenceEnd:
                        levels.Pop();
                        break;
                    case Scalar scalar:
                        if (!scalar.Anchor.IsEmpty)
                        {
                            anchors[scalar.Anchor.Value] = scalar.Value;
                        }

                        Check(Take(levels, scalar.Value), scalar.Value, scalar.Start.Index, context);
                        break;
                    case AnchorAlias alias:
                        var value = anchors.GetValueOrDefault(alias.Value.Value);
                        Check(Take(levels, value), value, alias.Start.Index, context);
                        break;
                }
            }
        }
        catch (YamlException exception)
        {
            throw new ModelFormatException($"it is no YAML that can be read (line {exception.Start.Line})", exception.Start.Index);
        }
    }

    // The key that a value belongs to; null if this is itself a key, or an element of a sequence.
    private static string? Take(Stack<Level> levels, string? value)
    {
        if (!levels.TryPeek(out var level) || !level.IsMapping)
        {
            return null;
        }

        var key = level.Key;
        level.Key = level.IsKeyNext ? value : null;
        level.IsKeyNext = !level.IsKeyNext;
        return level.IsKeyNext ? key : null;
    }

    private static void Check(string? key, string? value, long offset, ScanContext context)
    {
        if (value is null || !(key == "_target_" || (key == "target" && IsDotted(value))))
        {
            return;
        }

        if (ImportedNames.FindHarm(value) is { } harm)
        {
            context.Report(ModelVerdict.Malicious, $"Its {key} '{value}' is called when the model is made; it {harm}.", offset, key);
        }
        else if (!NormalPrefixes.Any(prefix => value.StartsWith(prefix, StringComparison.Ordinal)) || value.Contains("${", StringComparison.Ordinal))
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"Its {key} '{value}' is imported and called when the model is made, and is of none of the libraries that such a model needs.",
                offset,
                key,
                value);
        }
    }

    private static bool IsDotted(string value) =>
        value.Contains('.', StringComparison.Ordinal) && value.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '$' or '{' or '}');

    private sealed class Level(bool isMapping)
    {
        public bool IsMapping => isMapping;

        public bool IsKeyNext { get; set; } = true;

        public string? Key { get; set; }
    }
}
