using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>An expression that a condition proves harmless.</summary>
/// <param name="Operation">The expression.</param>
/// <param name="Category">The category of sinks (<see cref="SinkCategory"/>) for which it is; null for all.</param>
internal readonly record struct ProvenPart(IOperation Operation, string? Category);
