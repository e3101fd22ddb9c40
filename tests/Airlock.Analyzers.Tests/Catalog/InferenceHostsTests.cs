using Airlock.Analyzers.Catalog;

namespace Airlock.Analyzers.Tests.Catalog;

public class InferenceHostsTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "OpenAI")]
    [InlineData("https://API.OPENAI.COM/v1", "OpenAI")]
    [InlineData("https://my-resource.openai.azure.com/", "Azure OpenAI")]
    [InlineData("http://localhost:11434/api/generate", "Ollama")]
    [InlineData("https://bedrock-runtime.eu-central-1.amazonaws.com", "Amazon Bedrock")]
    [InlineData("v1beta/models/gemini-2.5-flash:generateContent", "Google")]
    [InlineData("/v1/chat/completions", "OpenAI-compatible")]
    public void An_inference_service_is_known_by_its_address(string text, string provider)
    {
        Assert.True(InferenceHosts.Contains(text));
        Assert.Equal(provider, InferenceHosts.Provider(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Summarize the text in three sentences")]
    [InlineData("https://api.example.com/v1/messages")]
    [InlineData("/api/chat")]
    [InlineData("/api/generate")]
    [InlineData("http://localhost:5000/health")]
    public void Another_address_is_none(string text) => Assert.False(InferenceHosts.Contains(text));

    [Fact]
    public void A_long_text_is_prose() => Assert.False(InferenceHosts.Contains("See https://api.openai.com. " + new string('a', 4096)));
}
