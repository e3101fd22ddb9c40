using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1016: who gets a mail, and its headers.</summary>
public class AIR1016Tests
{
    private static string Method(string body) => $$"""
        using System.Net.Http;
        using System.Net.Mail;
        using MimeKit;
        class C(IChatClient client, SmtpClient smtp, MailMessage mail, MimeMessage message, HttpClient http)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("mail.To.Add([|response.Text|]);")]
    [InlineData("mail.Subject = [|response.Text|];")]
    [InlineData("smtp.Send(\"a@example.com\", [|response.Text|], \"Report\", \"Done\");")]
    [InlineData("using var other = new MailMessage(\"a@example.com\", [|response.Text|]);")]
    [InlineData("message.To.Add([|MailboxAddress.Parse(response.Text)|]);")]
    [InlineData("message.Subject = [|response.Text|];")]
    [InlineData("http.DefaultRequestHeaders.Add(\"X-Topic\", [|response.Text|]);")]
    public async Task Text_of_a_model_chooses_who_gets_it(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1016", Method(body));

    [Theory]
    [InlineData("mail.Body = response.Text;")]
    [InlineData("smtp.Send(\"a@example.com\", \"b@example.com\", \"Report\", response.Text);")]
    [InlineData("message.Body = new TextPart(\"plain\") { Text = response.Text };")]
    [InlineData("message.To.Add(MailboxAddress.Parse(\"b@example.com\")); message.Body = new TextPart { Text = response.Text };")]
    public async Task A_body_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1016", Method(body));
}
