using System.Security;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace CatalogueSearch.Xml;

/// <summary>A catalogue in XML that a model searches and extends.</summary>
public class CatalogueSearch(IChatClient chat, XmlDocument catalogue)
{
    public async Task<XmlNodeList?> FindAsync(string wish)
    {
        var path = await chat.GetResponseAsync($"Write the XPath for: {wish}");
        return catalogue.SelectNodes(path.Text); // Noncompliant {{AIR1013}}
    }

    public async Task<XmlNode?> FindByTitleAsync(string wish)
    {
        var title = await chat.GetResponseAsync($"Which title? {wish}");
        return catalogue.SelectSingleNode($"//book[title='{title.Text}']"); // Noncompliant {{AIR1013}}
    }

    public async Task<XElement?> FindElementAsync(XDocument books, string wish)
    {
        var title = await chat.GetResponseAsync($"Which title? {wish}");
        return books.Descendants("book").FirstOrDefault(book => (string?)book.Element("title") == title.Text); // Compliant: compared, not parsed
    }

    public async Task<XmlNode?> FindByNumberAsync(string wish)
    {
        var number = await chat.GetResponseAsync<int>($"Which number? {wish}");
        return catalogue.SelectSingleNode($"//book[@number={number.Result}]"); // Compliant: a number
    }

    public async Task<object> EvaluateAsync(XPathNavigator navigator, string wish)
    {
        var expression = await chat.GetResponseAsync($"Write an XPath expression that counts: {wish}");
        return navigator.Evaluate(expression.Text); // Noncompliant {{AIR1013}}
    }

    public async Task<object> EvaluateKnownAsync(XPathNavigator navigator, string wish)
    {
        var kind = await chat.GetResponseAsync($"Answer 'books' or 'authors': {wish}");
        return navigator.Evaluate(kind.Text is "books" ? "count(//book)" : "count(//author)"); // Compliant: one of two constants
    }
}

public class CatalogueWriter(IChatClient chat)
{
    public async Task DescribeAsync(XmlWriter writer, string title)
    {
        var description = await chat.GetResponseAsync($"Describe {title}");
        writer.WriteStartElement("description");
        writer.WriteRaw(description.Text); // Noncompliant {{AIR1013}}
        writer.WriteEndElement();
    }

    public async Task DescribeEncodedAsync(XmlWriter writer, string title)
    {
        var description = await chat.GetResponseAsync($"Describe {title}");
        writer.WriteElementString("description", description.Text); // Compliant: the writer escapes
    }

    public async Task AddAsync(XmlElement book)
    {
        var review = await chat.GetResponseAsync("Write a review");
        book.InnerXml = "<review>" + review.Text + "</review>"; // Noncompliant {{AIR1013}}
    }

    public async Task AddEscapedAsync(XmlElement book)
    {
        var review = await chat.GetResponseAsync("Write a review");
        book.InnerXml = "<review>" + SecurityElement.Escape(review.Text) + "</review>"; // Compliant: escaped
    }

    public async Task AddTextAsync(XmlElement book)
    {
        var review = await chat.GetResponseAsync("Write a review");
        book.InnerText = review.Text; // Compliant: text, not markup
    }
}
