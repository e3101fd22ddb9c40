using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1013: XML, XPath and LDAP text, and values in it.</summary>
public class AIR1013Tests
{
    private static string Method(string body) => $$"""
        using System.Xml;
        using System.Xml.Linq;
        using System.Xml.XPath;
        using System.DirectoryServices;
        class C(IChatClient client, XmlDocument document, XmlWriter writer, XDocument tree)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("document.DocumentElement!.InnerXml = [|response.Text|];")]
    [InlineData("writer.WriteRaw([|response.Text|]);")]
    [InlineData("var node = document.SelectSingleNode([|$\"//user[name='{response.Text}']\"|]);")]
    [InlineData("var elements = tree.XPathSelectElements([|response.Text|]);")]
    [InlineData("var searcher = new DirectorySearcher([|$\"(uid={response.Text})\"|]);")]
    [InlineData("var searcher = new DirectorySearcher { Filter = [|response.Text|] };")]
    public async Task Text_of_a_model_becomes_markup_or_expression(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1013", Method(body));

    [Theory]
    [InlineData("document.DocumentElement!.InnerText = response.Text;")]
    [InlineData("writer.WriteString(response.Text);")]
    [InlineData("var element = new XElement(\"note\", response.Text);")]
    [InlineData("var element = XElement.Parse(response.Text);")]
    [InlineData("var node = document.SelectSingleNode(\"//user\"); Console.WriteLine(response.Text);")]
    public async Task A_value_of_a_node_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1013", Method(body));
}
