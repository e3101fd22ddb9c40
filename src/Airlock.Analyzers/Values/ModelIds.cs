using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>The id of a hosted model that an expression may have as its value.</summary>
/// <param name="Text">The id.</param>
/// <param name="Syntax">The expression in the code being analysed that has it.</param>
/// <param name="Written">Where it is written, in the code or in a JSON file.</param>
/// <param name="Key">The key of the setting that it was read from; null if it is written in code.</param>
internal readonly record struct ModelId(string Text, SyntaxNode Syntax, Location Written, string? Key = null);

/// <summary>Finds the ids of hosted models: constants, what is handed through the program, and settings.</summary>
internal sealed class ModelIds(AirlockContext airlock)
{
    /// <summary>The ids that an expression may have, each once; none where nothing fixes them.</summary>
    public IEnumerable<ModelId> Reaching(IOperation value) => airlock.Values.Reaching(value)
        .Where(found => found.Text is not null)
        .Select(found => new ModelId(found.Text!, found.Syntax, found.Written, found.Source == ValueSource.Configuration ? found.Key : null))
        .GroupBy(id => id.Text).Select(same => same.First());
}
