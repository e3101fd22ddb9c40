using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>How a value was found.</summary>
internal enum ValueSource
{
    /// <summary>It is written in the code, and nothing replaces it.</summary>
    Constant,

    /// <summary>It is written in the code, and holds as long as configuration or the environment says nothing else.</summary>
    Default,

    /// <summary>It stands in a configuration file of the project.</summary>
    Configuration,

    /// <summary>Only running the program would tell.</summary>
    Unknown,
}

/// <summary>A text that an expression may have as its value, or what is known of one that only the running program has.</summary>
/// <param name="Text">The text; null if only running the program would tell.</param>
/// <param name="Syntax">The part of the expression that has it.</param>
/// <param name="Written">Where it is written, in the code or in a JSON file; of an unknown one, the part of the expression.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Key">
/// The setting that it is read from, as <c>OpenAI:Model</c>, or that would replace it; <c>env:NAME</c> for a variable of the environment. Null if there is none.
/// </param>
internal readonly record struct FoundValue(string? Text, SyntaxNode Syntax, Location Written, ValueSource Source, string? Key = null);
