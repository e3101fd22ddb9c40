using Airlock.Core.Tests;
using Microsoft.Build.Utilities;

namespace Airlock.Build.Tests;

public sealed class RestoreModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    private RestoreModels Task(params string[] items) => new()
    {
        BuildEngine = _engine,
        ProjectFile = _folder.Write("App.csproj", "<Project />"),
        IntermediateFolder = "obj/airlock",
        Items = [.. items.Select(item => new TaskItem(item))],
    };

    [Fact]
    public void Files_are_no_business_of_the_task()
    {
        var task = Task("models/a.onnx");

        Assert.True(task.Execute());

        Assert.Empty(task.Restored);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "obj")));
    }

    [Fact]
    public void What_fails_is_handed_to_the_gate_and_no_error()
    {
        const string address = "hf://org/name/100%2541;b/model.onnx";
        var task = Task(address);

        Assert.True(task.Execute());

        Assert.Empty(_engine.Errors);
        Assert.Empty(task.Files);
        var restored = RestoreModels.ToRestoredFile(Assert.Single(task.Restored));
        Assert.Equal((address, null, "AIR5011"), (restored.Address, restored.File, restored.Rule));
        Assert.Contains("no revision is named", restored.Problem, StringComparison.Ordinal);
    }
}
