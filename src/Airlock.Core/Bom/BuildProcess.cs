namespace Airlock.Core.Bom;

/// <summary>How a project is built, as the document tells it.</summary>
internal static class BuildProcess
{
    /// <summary>The <c>bom-ref</c> of the task that compiles, and sees what the code uses.</summary>
    public const string CompileRef = "task:compile";

    /// <summary>The <c>bom-ref</c> of the task that resolves packages.</summary>
    public const string RestoreRef = "task:restore";

    /// <summary>The <c>bom-ref</c> of the task that checks and writes evidence.</summary>
    public const string GateRef = "task:gate";

    /// <summary>The build of a project.</summary>
    public static Workflow Of(string project) => new(
        "workflow:build",
        "msbuild:" + project,
        "dotnet build",
        ["build", "scan"],
        [
            new Workflow(RestoreRef, "Restore", "NuGet resolves the packages", ["build"], []),
            new Workflow(CompileRef, "CoreCompile", "The compiler and its analyzers read the code", ["build", "lint"], []),
            new Workflow(GateRef, "AirlockGate", "Files and libraries are checked, findings weighed, evidence written", ["scan"], []),
        ]);
}
