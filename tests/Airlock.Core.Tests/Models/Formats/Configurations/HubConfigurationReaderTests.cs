using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class HubConfigurationReaderTests
{
    [Theory]
    [InlineData("config.json", """{"architectures":["LlamaForCausalLM"],"model_type":"llama","rope_theta":1e4,"initializer_range":NaN,"max":-Infinity}""")]
    [InlineData("sub/config.json", """{"model_type":"bert","id2label":{"0":"auto_map"},"trust_remote_code":false}""")]
    [InlineData("tokenizer_config.json", """{"tokenizer_class":"X","chat_template":"{% for m in messages %}{{ m['content'] }}{% endfor %}"}""")]
    [InlineData("tokenizer_config.json", """{"chat_template":[{"name":"default","template":"{{ bos_token }}"},{"name":"tool_use","template":"{{ tools | tojson }}"}]}""")]
    [InlineData("generation_config.json", """{"eos_token_id":[1,2],"_from_model_config":true}""")]
    [InlineData("adapter_config.json", """{"peft_type":"LORA","base_model_name_or_path":"org/base","auto_mapping":null,"r":8}""")]
    [InlineData("model_index.json", """{"_class_name":"StableDiffusionPipeline","_diffusers_version":"0.30.0","unet":["diffusers","UNet2DConditionModel"],"safety_checker":[null,null]}""")]
    public void Honest_configurations_are_clean(string name, string json) => ScanAssert.AssertClean(ScanAssert.Scan(json, name), "hub-configuration");

    [Theory]
    [InlineData("config.json", """{"auto_map":{"AutoModel":"modeling_x.Net"}}""", "auto_map.AutoModel", 25)]
    [InlineData("tokenizer_config.json", """{"auto_map":{"AutoTokenizer":["tokenization_x.Slow",null]}}""", "auto_map.AutoTokenizer", 30)]
    [InlineData("anything.json", """{"a":1,"auto_map":{"AutoModel":"modeling_x.Net"}}""", "auto_map.AutoModel", 31)]
    [InlineData("config.json", """{"model_type":"x","vision":{"auto_map":{"AutoConfig":"c.C"}}}""", "auto_map.AutoConfig", 53)]
    [InlineData("config.json", """{"auto_map":{"AutoModel":"a.B"},"auto_map":{}}""", "auto_map.AutoModel", 25)]
    [InlineData("config.json", """{"auto_map":{},"auto_map":{"AutoModel":"a.B"}}""", "auto_map.AutoModel", 39)]
    [InlineData("config.json", """{"auto\u005fmap":{"AutoModel":"a.B"}}""", "auto_map.AutoModel", 30)]
    [InlineData("config.json", """{"custom_pipelines":{"x":{"impl":"pipe.P","pt":["AutoModel"]}}}""", "custom_pipelines.x", 25)]
    [InlineData("config.json", """{"model_type":"x","trust_remote_code":true}""", "trust_remote_code", 38)]
    public void Python_of_the_repository_is_code_bearing(string name, string json, string element, long offset)
    {
        var scan = ScanAssert.Scan(json, name);
        var found = Assert.Single(scan.Findings);
        Assert.Equal(("hub-configuration", ModelVerdict.CodeBearing, element, offset), (scan.Format, scan.Verdict, found.Element, found.Offset));
    }

    [Theory]
    [InlineData("config.json", """{"auto_map":{"AutoModel":"org/other--modeling_x.Net"}}""", "org/other--modeling_x.Net")]
    [InlineData("model_index.json", """{"_class_name":"P","_diffusers_version":"1","unet":["my_unet","Net"]}""", "my_unet.Net")]
    [InlineData("modules.json", """[{"type":"sentence_transformers.models.Transformer"},{"type":"custom_st.Net"}]""", "custom_st.Net")]
    public void Python_of_elsewhere_is_suspicious(string name, string json, string subject)
    {
        var scan = ScanAssert.Scan(json, name);
        Assert.Equal((ModelVerdict.Suspicious, subject), (scan.Verdict, Assert.Single(scan.Findings).Subject));
    }

    [Theory]
    [InlineData("""{"chat_template":"{{ x.__class__ }}"}""", 17)]
    [InlineData("""{"chat_template":[{"name":"default","template":"{{ x.__class__ }}"}]}""", 47)]
    [InlineData("""{"chat_template":"{{ x.\u005f_class__ }}","chat_template":"fine"}""", 17)]
    [InlineData("""{"chat_template":{"default":"{{ x.__class__ }}"}}""", 28)]
    public void Templates_are_read(string json, long offset) =>
        Assert.Equal(offset, ScanAssert.AssertFound(ScanAssert.Scan(json, "tokenizer_config.json"), ModelVerdict.Malicious, "__class__").Offset);

    [Theory]
    [InlineData("config.json", """{"port":80}""")]
    [InlineData("appsettings.json", """{"model_type":"x","Logging":{}}""")]
    [InlineData("config.json", """[1]""")]
    [InlineData("config.json", "")]
    public void Configurations_of_other_programs_are_not_taken_for_a_model(string name, string json) =>
        Assert.Null(ScanAssert.Scan(json, name).Format);

    [Theory]
    [InlineData("""{"auto_map":{"AutoModel":"a.B"}""")]
    [InlineData("""{"auto_map":{}} x""")]
    [InlineData("""{"auto_map":/* */{}}""")]
    [InlineData("""{"model_type":"\ud800"}""")]
    public void What_is_no_JSON_is_not_read(string json) => ScanAssert.AssertFound(ScanAssert.Scan(json, "config.json"), ModelVerdict.NotFullyRead, "no JSON");

    [Fact]
    public void Deep_documents_end()
    {
        var scan = ScanAssert.Scan("{\"auto_map\":" + new string('[', 100_000), "config.json");
        Assert.Equal(ModelVerdict.NotFullyRead, scan.Verdict);
    }

    [Fact]
    public void Damaged_documents_have_a_verdict() =>
        ScanAssert.AssertSurvivesMutation(
            """{"auto_map":{"AutoModel":["a.B",null,NaN,-Infinity]},"chat_template":"{{ '\\x5f' }}","custom_pipelines":{"x":{"impl":"a.B"}}}"""u8.ToArray(),
            "config.json");
}
