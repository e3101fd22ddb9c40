using System.Net.Http;

namespace Fabrikam.Reader;

/// <summary>A reader of web pages: which hosts the model may send it to.</summary>
public class PageReader(IChatClient client, HttpClient http)
{
    private static readonly HashSet<string> Hosts = ["docs.contoso.com", "wiki.contoso.com"];

    public async Task<string> AnywhereAsync(string question)
    {
        var address = (await client.GetResponseAsync(question)).Text;
        return await http.GetStringAsync(address); // Noncompliant {{AIR1007}}
    }

    public async Task<string> KnownHostAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        if (!Uri.TryCreate(reply.Text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || !Hosts.Contains(address.Host))
        {
            return "";
        }

        return await http.GetStringAsync(address); // Compliant: a host of the list
    }

    public async Task<string> OneHostAsync(string question)
    {
        var address = new Uri((await client.GetResponseAsync(question)).Text);
        if (address.Host == "docs.contoso.com")
        {
            return await http.GetStringAsync(address); // Compliant: one host
        }

        return await http.GetStringAsync(address); // Noncompliant {{AIR1007}}
    }

    public async Task<string> AnyUriAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        if (Uri.TryCreate(reply.Text, UriKind.Absolute, out var address) && address.Scheme == "https")
        {
            return await http.GetStringAsync(address); // Noncompliant {{AIR1007}}
        }

        return "";
    }

    public async Task<string> SubstringOfHostAsync(string question)
    {
        var address = new Uri((await client.GetResponseAsync(question)).Text);
        if (address.Host.Contains("contoso.com"))
        {
            return await http.GetStringAsync(address); // Noncompliant {{AIR1007}}
        }

        return "";
    }

    public async Task<string> PageOfWikiAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return await http.GetStringAsync("https://wiki.contoso.com/search?q=" + Uri.EscapeDataString(reply.Text)); // Compliant: an escaped part of a query
    }

    public async Task OpenAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        if (Uri.TryCreate(reply.Text, UriKind.Absolute, out var address) && Hosts.Contains(address.Host))
        {
            await http.GetAsync(address); // Compliant: a host of the list
        }
        else if (address is not null)
        {
            await http.GetAsync(address); // Noncompliant {{AIR1007}}
        }
    }
}
