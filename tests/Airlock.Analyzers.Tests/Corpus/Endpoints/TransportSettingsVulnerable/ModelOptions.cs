internal sealed class ModelOptions
{
    public const string Section = "Summaries:Model";

    public string Endpoint { get; set; } = "http://localhost:11434"; // Compliant: this machine

    public string Model { get; set; } = "llama3";
}
