using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>What AIR5001, AIR5005 and AIR5101 say of loads that the lock does not pin.</summary>
internal static class UnpinnedLoad
{
    /// <summary>The property by which the gate knows that the file of a finding needs no other one.</summary>
    private const string PathProperty = "path";

    /// <summary>Reports the files that a load takes and the lock does not pin.</summary>
    /// <param name="context">Takes the findings.</param>
    /// <param name="airlock">The pins, and what the program downloads.</param>
    /// <param name="rule">The rule; its message is one placeholder.</param>
    /// <param name="load">What is loaded.</param>
    /// <param name="danger">What follows from it.</param>
    public static void Report(OperationAnalysisContext context, AirlockContext airlock, DiagnosticDescriptor rule, ModelLoad load, string danger)
    {
        // What the program fetches itself no pin can name: its digest is for the program to check (AIR5007).
        foreach (var path in load.NotPinnedBy(airlock.Lock).Where(_ => airlock.Downloads.Of(load).Count == 0))
        {
            context.ReportDiagnostic(Create(rule, load, path, danger, path.File is null ? "pin the files it may load with" : "pin it with"));
        }
    }

    /// <summary>The finding for a file that is not pinned.</summary>
    /// <param name="rule">The rule; its message is one placeholder.</param>
    /// <param name="load">What is loaded.</param>
    /// <param name="path">The file, or <see cref="WrittenPath.Unknown"/>.</param>
    /// <param name="danger">What follows from it.</param>
    /// <param name="remedy">What to do, before the command.</param>
    public static Diagnostic Create(DiagnosticDescriptor rule, ModelLoad load, WrittenPath path, string danger, string remedy)
    {
        var noun = load.Kind.Asset == "dataset" ? "data set" : load.Kind.Asset;
        var option = load.IsDataset ? " --dataset" : "";
        var setting = path.Key is null ? "" : $" (the setting '{path.Key}')";
        var message = path.File is { } file
            ? $"{SymbolName.Short(load.Member)} loads the {noun} '{file}'{setting}, which is not pinned: {danger}; {remedy} 'airlock pin {file}{option}'"
            : $"{SymbolName.Short(load.Member)} loads a {noun} whose path is not known at build time, and no such {noun} is pinned: {danger}; {remedy} 'airlock pin <path>{option}'";
        return Diagnostic.Create(rule, WrittenLocation.Of(load.Source.Syntax), ImmutableDictionary<string, string?>.Empty.Add(PathProperty, path.File), message);
    }
}
