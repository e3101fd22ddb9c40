using System.Collections.Immutable;

namespace Airlock.Core.Models.Facts;

/// <summary>An input or an output of a model.</summary>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Type">Type of its elements as <c>float32</c>, or of the whole as <c>sequence(float32)</c>; null if not known.</param>
/// <param name="Shape">Its dimensions: a number, a symbol as <c>batch</c>, or <c>?</c>; null if the rank is not known.</param>
public sealed record ModelTensor(string Name, string? Type, ImmutableArray<string>? Shape)
{
    /// <summary>As a document shows it: <c>input_ids: int64[batch,sequence]</c>; a scalar has empty brackets, and none stand where the rank is not known.</summary>
    public override string ToString() =>
        (Name.Length == 0 ? "" : $"{Name}: ") + (Type ?? "unknown") + (Shape is { } shape ? $"[{string.Join(',', shape)}]" : "");
}

/// <summary>The version of an operator set that a model is written for.</summary>
/// <param name="Domain">Its domain, with <c>ai.onnx</c> for the standard's.</param>
/// <param name="Version">Its version.</param>
public sealed record OperatorSet(string Domain, long Version);

/// <summary>The operators of one domain that a model asks for.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Names">Their names, sorted.</param>
public sealed record OperatorDomain(string Domain, ImmutableArray<string> Names);

/// <summary>How many numbers of one type a model holds.</summary>
/// <param name="Type">The type, as the format writes it: <c>BF16</c>, <c>Q4_K</c>.</param>
/// <param name="Elements">How many.</param>
public sealed record ElementCount(string Type, long Elements);

/// <summary>A part of a model that has a reader of its own.</summary>
/// <param name="Path">Where in the file, as <c>TransformerChain/Transform_000</c>; empty for the outermost.</param>
/// <param name="Loader">The name under which its reader is registered, as <c>LinearRegressionExec</c>.</param>
public sealed record ModelPart(string Path, string Loader);
