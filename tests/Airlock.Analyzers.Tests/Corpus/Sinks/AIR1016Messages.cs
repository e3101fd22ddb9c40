using System.Net.Http;
using System.Net.Mail;
using MimeKit;

namespace MailAgent.Sending;

/// <summary>An agent that answers mails.</summary>
public class ReplyAgent(IChatClient chat, SmtpClient smtp)
{
    public async Task SendAsync(string conversation)
    {
        var recipient = await chat.GetResponseAsync($"Who must get the answer? {conversation}");
        using var mail = new MailMessage("desk@example.com", recipient.Text); // Noncompliant {{AIR1016}}
        mail.Body = "Your request has been answered.";
        await smtp.SendMailAsync(mail);
    }

    public async Task SendToSenderAsync(string sender, string conversation)
    {
        var answer = await chat.GetResponseAsync($"Answer this: {conversation}");
        using var mail = new MailMessage("desk@example.com", sender);
        mail.Body = answer.Text; // Compliant: the body only
        await smtp.SendMailAsync(mail);
    }

    public async Task SendWithSubjectAsync(string sender, string conversation)
    {
        var subject = await chat.GetResponseAsync($"Write a subject: {conversation}");
        using var mail = new MailMessage("desk@example.com", sender);
        mail.Subject = "Re: " + subject.Text; // Noncompliant {{AIR1016}}
        await smtp.SendMailAsync(mail);
    }

    public async Task SendWithKindAsync(string sender, string conversation)
    {
        var kind = await chat.GetResponseAsync($"Answer 'invoice' or 'question': {conversation}");
        using var mail = new MailMessage("desk@example.com", sender);
        mail.Subject = kind.Text.Contains("invoice") ? "Your invoice" : "Your question"; // Compliant: one of two constants
        await smtp.SendMailAsync(mail);
    }

    public async Task CopyAsync(MailMessage mail, string conversation)
    {
        var colleagues = await chat.GetResponseAsync($"Who else must know? {conversation}");
        foreach (var address in colleagues.Text.Split(','))
        {
            mail.CC.Add(address); // Noncompliant {{AIR1016}}
        }
    }

    public async Task CopyKnownAsync(MailMessage mail, string conversation)
    {
        var colleagues = await chat.GetResponseAsync($"Who else must know? {conversation}");
        foreach (var address in colleagues.Text.Split(','))
        {
            if (address is "sales@example.com" or "support@example.com")
            {
                mail.CC.Add(address); // Compliant: a known address
            }
        }
    }
}

public class NewsletterAgent(IChatClient chat)
{
    private static readonly Dictionary<string, string> Teams = new()
    {
        ["sales"] = "sales@example.com",
        ["support"] = "support@example.com",
    };

    public async Task<MimeMessage> WriteAsync(string topic)
    {
        var audience = await chat.GetResponseAsync($"Whose address fits {topic}?");
        var message = new MimeMessage();
        message.To.Add(MailboxAddress.Parse(audience.Text)); // Noncompliant {{AIR1016}}
        message.Subject = "News";
        return message;
    }

    public async Task<MimeMessage> WriteToTeamAsync(string topic)
    {
        var audience = await chat.GetResponseAsync($"Answer 'sales' or 'support': {topic}");
        var message = new MimeMessage();
        message.To.Add(MailboxAddress.Parse(Teams[audience.Text])); // Compliant: a value of a constant dictionary
        return message;
    }

    public async Task<MimeMessage> TitleAsync(string topic)
    {
        var title = await chat.GetResponseAsync($"Write a title for {topic}");
        return new MimeMessage { Subject = title.Text }; // Noncompliant {{AIR1016}}
    }
}

public class HeaderWriter(IChatClient chat)
{
    public async Task TagAsync(HttpResponse response, string question)
    {
        var topic = await chat.GetResponseAsync($"What is the topic of: {question}");
        response.Headers.Append("X-Topic", topic.Text); // Noncompliant {{AIR1016}}
    }

    public async Task TagByLengthAsync(HttpResponse response, string question)
    {
        var topic = await chat.GetResponseAsync($"What is the topic of: {question}");
        response.Headers.Append("X-Length", topic.Text.Length.ToString()); // Compliant: a number
    }

    public async Task RequestAsync(HttpRequestMessage request, string question)
    {
        var language = await chat.GetResponseAsync($"In which language is this? {question}");
        request.Headers.TryAddWithoutValidation("Accept-Language", language.Text); // Noncompliant {{AIR1016}}
    }

    public async Task RequestKnownAsync(HttpRequestMessage request, string question)
    {
        var language = await chat.GetResponseAsync($"In which language is this? {question}");
        request.Headers.TryAddWithoutValidation("Accept-Language", language.Text switch { "German" => "de", "French" => "fr", _ => "en" }); // Compliant: a constant
    }
}
