namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Work on text: to join, cut, build, search, encode and read it.</summary>
public class FlowConstructTextTests
{
    [Theory]
    // Joined.
    [InlineData("""Start([|"git " + r.Text|]); Start("git " + plain);""")]
    [InlineData("""var s = plain; s += r.Text; Start([|s|]);""")]
    [InlineData("""Start([|$"git {r.Text,10:x}"|]); Start($"git {plain} {r.Text.Length}");""")]
    [InlineData("""Start([|$"{r}"|]); Start([|"" + r|]);""")]
    [InlineData("""Start([|$"{new Named(r.Text)}"|]); Start($"{new Fixed(r.Text)}");""")]
    [InlineData("""Start([|string.Format("{0} {1}", plain, r.Text)|]); Start(string.Format("{0}", plain));""")]
    [InlineData("""Start([|string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", r.Text)|]);""")]
    [InlineData("""Start([|string.Concat(plain, r.Text)|]); Start([|string.Concat(new[] { r.Text })|]);""")]
    [InlineData("""Start([|string.Join(", ", r.Text, plain)|]); Start([|string.Join(r.Text, "a", "b")|]);""")]
    [InlineData("""FormattableString f = $"git {r.Text}"; Start([|f.ToString()|]); Start([|FormattableString.Invariant($"git {r.Text}")|]);""")]
    [InlineData("""Start([|string.Create(null, $"git {r.Text}")|]);""")]
    // Cut and changed.
    [InlineData("""Start([|r.Text.Trim()|]); Start([|r.Text.TrimStart('a').TrimEnd()|]); Start([|r.Text.ToLowerInvariant()|]);""")]
    [InlineData("""Start([|r.Text.Replace("a", "b")|]); Start([|plain.Replace("a", r.Text)|]); Start(plain.Replace("a", "b"));""")]
    [InlineData("""Start([|r.Text.Substring(1)|]); Start([|r.Text[1..]|]); Start([|r.Text[^3..]|]); Start([|r.Text.Remove(1)|]);""")]
    [InlineData("""Start([|r.Text.Insert(0, "a")|]); Start([|plain.Insert(0, r.Text)|]); Start([|r.Text.PadLeft(9)|]);""")]
    [InlineData("""Start([|r.Text.Split('\n')[0]|]); Start([|r.Text.Split("a", 2)[1]|]); foreach (var line in r.Text.Split('\n')) Start([|line|]);""")]
    [InlineData("""foreach (var line in r.Text.EnumerateLines()) Start([|line.ToString()|]);""")]
    [InlineData("""foreach (var line in r.Text.AsSpan().Split(',')) Start([|r.Text[line]|]);""")]
    [InlineData("""var c = r.Text[0]; Start([|c.ToString()|]); Start([|new string(r.Text.Reverse().ToArray())|]);""")]
    [InlineData("""foreach (var c in r.Text) Start([|c.ToString()|]);""")]
    [InlineData("""Start([|r.Text.Normalize()|]); Start([|string.Intern(r.Text)|]); Start([|r.Text.ReplaceLineEndings()|]);""")]
    // Builders and writers.
    [InlineData("""var b = new StringBuilder(); b.Append("a").Append(r.Text).Append("c"); Start([|b.ToString()|]);""")]
    [InlineData("""var b = new StringBuilder(r.Text); Start([|b.ToString()|]); var c = new StringBuilder(plain); Start(c.ToString());""")]
    [InlineData("""var b = new StringBuilder(); b.AppendLine(r.Text); b.Replace("a", "b"); Start([|b.ToString(1, 2)|]); b.Clear(); Start(b.ToString());""")]
    [InlineData("""var b = new StringBuilder(); b.AppendFormat("{0}", r.Text); Start([|b.ToString()|]);""")]
    [InlineData("""var b = new StringBuilder(); b.AppendJoin(',', new[] { r.Text }); Start([|b.ToString()|]);""")]
    [InlineData("""var b = new StringBuilder(); b.Insert(0, r.Text); Start([|b.ToString()|]);""")]
    [InlineData("""var b = new StringBuilder(); b.Append($"git {r.Text}"); Start([|$"{b}"|]);""")]
    [InlineData("""var w = new StringWriter(); w.Write("a"); w.WriteLine(r.Text); Start([|w.ToString()|]); var v = new StringWriter(); v.Write(plain); Start(v.ToString());""")]
    [InlineData("""var m = new MemoryStream(); m.Write(Encoding.UTF8.GetBytes(r.Text)); Start([|Encoding.UTF8.GetString(m.ToArray())|]);""")]
    [InlineData("""var m = new MemoryStream(Encoding.UTF8.GetBytes(r.Text)); using var reader = new StreamReader(m); Start([|reader.ReadToEnd()|]); Start([|await reader.ReadLineAsync()|]);""")]
    // Searched.
    [InlineData("""Start([|Regex.Match(r.Text, "`(.+)`").Groups[1].Value|]); Start([|Regex.Match(r.Text, ".+").Value|]);""")]
    [InlineData("""foreach (Match m in Regex.Matches(r.Text, "`.+`")) Start([|m.Value|]);""")]
    [InlineData("""Start([|Regex.Replace(r.Text, "a", "b")|]); Start([|Regex.Replace(plain, "a", m => r.Text)|]); Start([|Regex.Split(r.Text, ",")[0]|]);""")]
    [InlineData("""var m = new Regex("(?<x>.+)").Match(r.Text); if (m.Success) Start([|m.Groups["x"].Value|]);""")]
    [InlineData("""Start(Regex.IsMatch(r.Text, "a") ? "git" : "ls"); Start(Regex.Match(plain, "a").Value);""")]
    // Encoded.
    [InlineData("""Start([|Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(r.Text))|]);""")]
    [InlineData("""Start([|Convert.ToBase64String(Encoding.UTF8.GetBytes(r.Text))|]); Start([|Encoding.UTF8.GetString(Convert.FromBase64String(r.Text))|]);""")]
    [InlineData("""Start([|Convert.ToHexString(Encoding.UTF8.GetBytes(r.Text))|]);""")]
    [InlineData("""Start([|Uri.UnescapeDataString(r.Text)|]); Start([|System.Net.WebUtility.HtmlDecode(r.Text)|]);""")]
    [InlineData("""Start([|BinaryData.FromString(r.Text).ToString()|]); Start([|new BinaryData(r.Text).ToString()|]); Start(BinaryData.FromString(plain).ToString());""")]
    [InlineData("""Start([|Path.Combine("a", r.Text)|]); Start([|Path.GetFileName(r.Text)|]); Start([|Path.ChangeExtension(r.Text, "x")|]);""")]
    [InlineData("""var u = new Uri(r.Text); Start([|u.AbsoluteUri|]); Start([|new UriBuilder(r.Text).Uri.ToString()|]);""")]
    // What is no text.
    [InlineData("""Start(r.Text.Length.ToString()); Start(r.Text.IndexOf('a').ToString()); Start(r.Text.GetHashCode().ToString());""")]
    [InlineData("""Start(int.Parse(r.Text).ToString()); Start(Guid.Parse(r.Text).ToString()); Start(DateTime.Parse(r.Text).ToString());""")]
    [InlineData("""Start(Enum.Parse<DayOfWeek>(r.Text).ToString()); if (Enum.TryParse<DayOfWeek>(r.Text, out var day)) Start(day.ToString());""")]
    [InlineData("""Start(r.Text.Contains("a").ToString()); Start(string.IsNullOrEmpty(r.Text) ? "a" : "b");""")]
    public void Text(string body) => FlowConstruct.VerifyBody(body, """
        class Named(string name) { public override string ToString() => name; }
        class Fixed(string name) { public override string ToString() => name.Length > 1 ? "git" : "ls"; }
        """, "using System.Text.RegularExpressions;");

    [Theory]
    [InlineData("""using var d = JsonDocument.Parse(r.Text); Start([|d.RootElement.GetProperty("a").GetString()|]); using var p = JsonDocument.Parse(plain); Start(p.RootElement.GetString()!);""")]
    [InlineData("""using var d = JsonDocument.Parse(r.Text); foreach (var x in d.RootElement.EnumerateArray()) Start([|x.GetString()|]);""")]
    [InlineData("""using var d = JsonDocument.Parse(r.Text); foreach (var x in d.RootElement.EnumerateObject()) { Start([|x.Name|]); Start([|x.Value.GetRawText()|]); }""")]
    [InlineData("""using var d = JsonDocument.Parse(r.Text); if (d.RootElement.TryGetProperty("a", out var x)) Start([|x.GetString()|]);""")]
    [InlineData("""using var d = JsonDocument.Parse(r.Text); Start(d.RootElement.GetProperty("a").GetInt32().ToString());""")]
    [InlineData("""var n = JsonNode.Parse(r.Text)!; Start([|n["a"]!.GetValue<string>()|]); Start([|(string)n["b"]|]); Start([|n.ToJsonString()|]);""")]
    [InlineData("""var n = JsonNode.Parse(r.Text)!.AsObject(); foreach (var (name, value) in n) { Start([|name|]); Start([|value!.ToString()|]); }""")]
    [InlineData("""var n = new JsonObject { ["a"] = r.Text }; Start([|n["a"]!.ToString()|]); var m = new JsonObject { ["a"] = plain }; Start(m["a"]!.ToString());""")]
    [InlineData("""var o = JsonSerializer.Deserialize<Order>(r.Text)!; Start([|o.Name|]); Start(o.Count.ToString()); Start([|o.Inner.Name|]); Start([|o.Tags[0]|]);""")]
    [InlineData("""var o = JsonSerializer.Deserialize<Order>(plain)!; Start(o.Name);""")]
    [InlineData("""var o = JsonSerializer.Deserialize<List<Order>>(r.Text)!; foreach (var x in o) Start([|x.Name|]);""")]
    [InlineData("""var o = (Order)JsonSerializer.Deserialize(r.Text, typeof(Order))!; Start([|o.Name|]);""")]
    [InlineData("""var o = JsonSerializer.Deserialize<Dictionary<string, string>>(r.Text)!; Start([|o["a"]|]);""")]
    [InlineData("""var o = JsonSerializer.Deserialize<JsonElement>(r.Text); Start([|o.GetString()|]); var p = o.Deserialize<Order>()!; Start([|p.Name|]);""")]
    [InlineData("""var o = await JsonSerializer.DeserializeAsync<Order>(new MemoryStream(Encoding.UTF8.GetBytes(r.Text))); Start([|o!.Name|]);""")]
    [InlineData("""Start([|JsonSerializer.Serialize(r.Text)|]); Start([|JsonSerializer.Serialize(new Order { Name = r.Text })|]); Start(JsonSerializer.Serialize(plain));""")]
    [InlineData("""var o = JsonSerializer.Deserialize<Order>(r.Text)!; o.Name = plain; Start(o.Name); Start([|o.Inner.Name|]);""")]
    [InlineData("""var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(r.Text)); reader.Read(); Start([|reader.GetString()|]);""")]
    [InlineData("""var o = Newtonsoft.Json.JsonConvert.DeserializeObject<Order>(r.Text)!; Start([|o.Name|]); Start(o.Count.ToString());""")]
    [InlineData("""var o = Newtonsoft.Json.Linq.JObject.Parse(r.Text); Start([|(string)o["a"]|]); Start([|o["a"]!.ToString()|]); Start([|o.Value<string>("a")|]);""")]
    [InlineData("""var o = Newtonsoft.Json.Linq.JToken.Parse(r.Text).ToObject<Order>()!; Start([|o.Name|]);""")]
    [InlineData("""dynamic o = Newtonsoft.Json.Linq.JObject.Parse(r.Text); string s = o.name; Start([|s|]); string t = o.a.b; Start([|t|]);""")]
    public void Json(string body) => FlowConstruct.VerifyBody(body, """
        class Order { public string Name { get; set; } = ""; public int Count { get; set; } public Order Inner { get; set; } = null!; public List<string> Tags { get; set; } = []; }
        """, "using System.Text.Json; using System.Text.Json.Nodes;");
}
