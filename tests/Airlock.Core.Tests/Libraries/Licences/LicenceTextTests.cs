using Airlock.Core.Libraries.Licences;

namespace Airlock.Core.Tests.Libraries.Licences;

public class LicenceTextTests
{
    [Theory]
    [InlineData("The Licence, \"AS IS\": non-infringement.", "the license as is noninfringement")]
    [InlineData("1. Redistributions\n  * in binary\r\n(b) form\n> - here", "redistributions in binary form here")]
    [InlineData("Copyright (c) 2020 Contoso Ltd.\nAll rights reserved.\nPermission", "permission")]
    [InlineData("# Copyright 2020-present Contoso and its authors\n© Contoso\n(C) 2017 Contoso\nPortions Copyright (C) Northwind", "")]
    [InlineData("COPYRIGHT HOLDERS BE LIABLE", "copyright holders be liable")]
    [InlineData("copyright notice, this list", "copyright notice this list")]
    [InlineData("Copyright Contoso. You must pay.", "copyright contoso you must pay")]
    [InlineData("(c) You retain", "you retain")]
    [InlineData("see https://example.com/a?b=c for it", "see for it")]
    [InlineData("author's", "author s")]
    [InlineData("- - -", "")]
    public void Words_are_what_two_copies_of_a_licence_share(string text, string words) =>
        Assert.Equal(words, string.Join(' ', LicenceText.Words(text)));
}
