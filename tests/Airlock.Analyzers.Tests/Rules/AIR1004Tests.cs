using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1004: names of types, members and assemblies.</summary>
public class AIR1004Tests
{
    private static string Method(string body) => $$"""
        using System.Reflection;
        using System.Runtime.InteropServices;
        class C(IChatClient client, object target)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var type = Type.GetType([|response.Text|]);")]
    [InlineData("var made = Activator.CreateInstance(\"Plugins\", [|response.Text|]);")]
    [InlineData("var plugin = Assembly.LoadFrom([|Path.Combine(\"plugins\", response.Text)|]);")]
    [InlineData("target.GetType().GetMethod([|response.Text|])?.Invoke(target, []);")]
    [InlineData("var value = target.GetType().GetProperty([|response.Text|])?.GetValue(target);")]
    [InlineData("var library = NativeLibrary.Load([|response.Text|]);")]
    public async Task Text_of_a_model_names_what_is_loaded(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1004", Method(body));

    [Theory]
    [InlineData("var type = typeof(string).GetProperty(\"Length\")?.GetValue(response.Text);")]
    [InlineData("target.GetType().GetMethod(\"Say\")?.Invoke(target, [response.Text]);")]
    [InlineData("if (Enum.TryParse<DayOfWeek>(response.Text, out var day)) { var member = typeof(DayOfWeek).GetField(day.ToString()); }")]
    [InlineData("var name = response.Text switch { \"a\" => \"System.String\", _ => \"System.Object\" }; var type = Type.GetType(name);")]
    public async Task A_name_that_the_program_chooses_is_none(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1004", Method(body));
}
