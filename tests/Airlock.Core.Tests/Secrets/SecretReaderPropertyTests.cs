using System.Diagnostics;
using System.Text;
using Airlock.Core.Secrets;
using Airlock.Shared.Secrets;
using Airlock.Tests;
using CsCheck;

namespace Airlock.Core.Tests.Secrets;

/// <summary>No text brings a reader down or stalls it, and no text around a key hides it.</summary>
public sealed class SecretReaderPropertyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string[] Documents =
    [
        """{ "OpenAI": { "ApiKey": "KEY", "Endpoint": "https://a.openai.azure.com" }, "list": [ 1, { "name": "A", "value": "b" } ] }""",
        "apiVersion: v1\nkind: Secret\nmetadata: { name: openai }\ndata:\n  key: QUJD\nitems:\n- &a x\n- *a\n- |\n  KEY\n---\nb: 'c'\n",
        "<c a=\"b\"><!-- x --><add key=\"OpenAI:ApiKey\" value=\"KEY\"/><![CDATA[y]]></c>",
        "[OpenAI]\nApiKey = \"KEY\" # no\nexport A='b'\n; c: d\n",
        """{ "cells": [ { "cell_type": "code", "source": [ "openai_key = 'KEY'\n" ], "outputs": [ { "data": { "text/plain": "x" } } ] } ] }""",
        "export OPENAI_API_KEY=\"KEY\"\ncurl https://api.openai.com -H 'Authorization: Bearer KEY'\n",
    ];

    private static readonly TextFileReader[] Readers = Enum.GetValues<TextFileReader>();

    private static IReadOnlyList<FoundSecret> Search(string text, TextFileReader reader) => SecretSearch.In("a", text, reader, new TextPlaces(text), CancellationToken.None);

    [Fact]
    public void Mutations_bring_no_reader_down()
    {
        var key = ExampleKeys.Expand("X{40}");
        var mutated =
            from document in Gen.Int[0, Documents.Length - 1]
            from reader in Gen.Int[0, Readers.Length - 1]
            from changes in Gen.Select(Gen.Int[0, 500], Gen.Char).Array[0, 6]
            from cut in Gen.Int[0, 500]
            select (Documents[document], Readers[reader], changes, cut);
        mutated.Sample(
            sample =>
            {
                var text = new StringBuilder(sample.Item1.Replace("KEY", key, StringComparison.Ordinal));
                foreach (var (at, character) in sample.changes)
                {
                    text[at % text.Length] = character;
                }

                var whole = text.ToString()[..Math.Max(1, text.Length - (sample.cut % text.Length))];
                foreach (var found in Search(whole, sample.Item2))
                {
                    Assert.InRange(found.Start, 0, whole.Length);
                    Assert.InRange(found.End, found.Start, whole.Length);
                    Assert.DoesNotContain(found.Secret, SecretText.Mask(found.Secret), StringComparison.Ordinal);
                }
            },
            iter: 3000);
    }

    [Fact]
    public void Whatever_stands_around_a_key_of_a_known_shape_it_is_found_at_its_place()
    {
        var key = ExampleKeys.Expand("gsk_X{52}");
        var around = Gen.Char[" \t\r\n\"'{}[]:,=#<>&;|\\/()ab1."].Array[0, 60].Select(characters => new string(characters));
        Gen.Select(around, around, Gen.Int[0, Readers.Length - 1]).Sample(
            (before, after, reader) =>
            {
                var text = $"{before} {key} {after}";
                var found = Assert.Single(Search(text, Readers[reader]), found => found.Secret == key);
                Assert.Equal(key, text[found.Start..found.End]);
            },
            iter: 3000);
    }

    [Theory]
    [InlineData("[", 40_000)]
    [InlineData("{\"a\":", 5_000)]
    [InlineData("- ", 5_000)]
    [InlineData("a:\n ", 10_000)]
    [InlineData("<a>", 5_000)]
    [InlineData("a=", 60_000)]
    [InlineData("api_key=\"", 5_000)]
    [InlineData("\"api key\",", 5_000)]
    [InlineData("openai ", 5_000)]
    [InlineData("sk-", 60_000)]
    [InlineData("sk-proj-T3BlbkFJ", 60_000)]
    [InlineData("AccountName=a", 10_000)]
    [InlineData("-----BEGIN PRIVATE KEY-----", 5_000)]
    [InlineData("\"type\":\"service_account\"", 5_000)]
    [InlineData("OPENAI_API_KEY=q7w3e9r1t5y8u2i6o4p\n", 5_000)]
    [InlineData("&a [*a, ", 5_000)]
    public void Repetitions_take_no_long_time(string part, int count)
    {
        var text = new StringBuilder().Insert(0, part, count).ToString();
        var watch = Stopwatch.StartNew();
        foreach (var reader in Readers)
        {
            Search(text, reader);
        }

        Assert.True(watch.Elapsed < Limit, watch.Elapsed.ToString());
    }

    [Fact]
    public void An_object_of_many_credentials_takes_no_square_of_time()
    {
        var members = Enumerable.Range(0, 5_000).Select(i => $"\"OpenAI{i}Url\": \"https://localhost\", \"OpenAI{i}ApiKey\": \"{ExampleKeys.Expand("X{24}", i)}\"");
        var text = "{" + string.Join(",\n", members) + "}";
        var watch = Stopwatch.StartNew();
        Search(text, TextFileReader.Json);
        Assert.True(watch.Elapsed < Limit, watch.Elapsed.ToString());
    }
}
