using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3007: endpoints that hand text of any length to a model.</summary>
public class AIR3007Tests
{
    private const string Ask = "(await client.GetResponseAsync(question.Text)).Text";

    private static string Program(string statements, string services = "", string record = "record Question(string Text);") => $$"""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc;
        using FluentValidation;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{record}}
        """.Replace("ASK", Ask, StringComparison.Ordinal);

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => ASK);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, [FromBody] string text) => (await client.GetResponseAsync(text)).Text);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, List<Question> questions) => (await client.GetResponseAsync(questions[0].Text)).Text);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, HttpRequest request) => (await client.GetResponseAsync(await new StreamReader(request.Body).ReadToEndAsync())).Text);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, IFormFile file) => (await client.GetResponseAsync(file.FileName)).Text);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => question.Text.Length == 0 ? \"\" : ASK);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => question.Text.Length > 0 ? ASK : \"\");")]
    // Lengths of other things, and vectors that are cut.
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => { int[] sizes = [1, 2]; for (var i = 0; i < sizes.Length; i++) { } return ASK; });")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => { for (var i = 0; i < question.Text.Length; i++) { } return ASK; });")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => { var vector = new float[900]; var cut = vector[0..384]; var few = vector.Take(3); return ASK; });")]
    [InlineData("app.[|MapPost|](\"/chat\", async (IChatClient client, Question question) => ASK).WithMetadata(new DisableRequestSizeLimitAttribute());")]
    public async Task Text_of_any_length_is_reported(string statements) => await RuleTest<AIR3007UnboundedInputAnalyzer>.VerifyAsync("AIR3007", Program(statements));

    [Theory]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => question.Text.Length > 4000 ? \"too long\" : ASK);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => { if (question is not { Text.Length: <= 4000 }) return \"too long\"; return ASK; });")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => (await client.GetResponseAsync(question.Text[..4000])).Text);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => (await client.GetResponseAsync(question.Text, new ChatOptions { MaxOutputTokens = 500 })).Text);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => ASK).WithMetadata(new RequestSizeLimitAttribute(10_000));")]
    [InlineData("app.MapPost(\"/chat\", [RequestSizeLimit(10_000)] async (IChatClient client, Question question) => ASK);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, string text) => (await client.GetResponseAsync(text)).Text);")]
    [InlineData("app.MapGet(\"/chat/{text}\", async (IChatClient client, string text) => (await client.GetResponseAsync(text)).Text);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Numbers numbers) => (await client.GetResponseAsync($\"{numbers.First}\")).Text);", "record Question(string Text); record Numbers(int First, double Second);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => ASK);", "record Question([MaxLength(4000)] string Text);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => ASK);", "record Question([property: StringLength(4000)] string Text);")]
    [InlineData("app.MapPost(\"/chat\", async (IChatClient client, Question question) => ASK);", "record Question(string Text); class QuestionValidator : AbstractValidator<Question> { public QuestionValidator() => RuleFor(q => q.Text).MaximumLength(4000); }")]
    [InlineData("app.MapPost(\"/echo\", (Question question) => question.Text);")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", async (IChatClient client, Question question) => ASK); }")]
    public async Task Bounded_text_is_silent(string statements, string record = "record Question(string Text);") =>
        await RuleTest<AIR3007UnboundedInputAnalyzer>.VerifyAsync("AIR3007", Program(statements, record: record));

    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = 64_000);", "app.MapPost")]
    [InlineData("builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = null);", "app.[|MapPost|]")]
    public async Task A_limit_of_the_server_counts_unless_it_is_none(string services, string mapping) => await RuleTest<AIR3007UnboundedInputAnalyzer>.VerifyAsync(
        "AIR3007", Program($"{mapping}(\"/chat\", async (IChatClient client, Question question) => ASK);", services));
}
