using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class JinjaTemplateTests
{
    [Theory]
    [MemberData(nameof(ChatTemplates.All), MemberType = typeof(ChatTemplates))]
    public void Chat_templates_of_the_known_families_are_clean(string family, string template)
    {
        Assert.NotEmpty(family);
        ScanAssert.AssertClean(ScanAssert.Scan(template, "chat_template.jinja"), "jinja");
    }

    [Theory]
    [InlineData("""{{ ''.__class__ }}""", "'__class__'")]
    [InlineData("""{{ ''['__class__']['__mro__'] }}""", "'__class__'")]
    [InlineData("""{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}""", "'__subclasses__'")]
    [InlineData("""{{ cycler.__init__.__globals__.os.popen('id').read() }}""", "'__init__'")]
    [InlineData("""{{ joiner.__init__.__globals__ }}""", "'__globals__'")]
    [InlineData("""{{ namespace.__init__.__globals__ }}""", "'__init__'")]
    [InlineData("""{{ lipsum.__globals__['os'].system('id') }}""", "'__globals__'")]
    [InlineData("""{{ lipsum['x'] }}""", "'lipsum'")]
    [InlineData("""{{ self._TemplateReference__context.cycler }}""", "'_TemplateReference__context'")]
    [InlineData("""{{ ''|attr('__class__') }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__cl' ~ 'ass__') }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__cl' 'ass__') }}""", "'__class__'")]
    [InlineData("""{{ ''['__cl' + 'ass__'] }}""", "'__class__'")]
    [InlineData("""{{ ''|attr(['__', 'class', '__']|join) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__CLASS__'|lower) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__ssalc__'|reverse) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__ssalc__'[::-1]) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('__clXass__'|replace('X', '')) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('%s%sclass%s%s'|format('_', '_', '_', '_')) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('%s%sclass%s%s' % ('_', '_', '_', '_')) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('%c%cclass%c%c'|format(95, 95, 95, 95)) }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('{0}{0}class{0}{0}'.format('_')) }}""", "'__class__'")]
    [InlineData("""{% set a = '__cla' %}{% set b = 'ss__' %}{{ ''[a ~ b] }}""", "'__class__'")]
    [InlineData("""{{ ''|attr('\x5f\x5fclass\x5f\x5f') }}""", "'__class__'")]
    [InlineData("""{{ ''['\137\137class' ~ x] }}""", "as an escape")]
    [InlineData("""{{ ''['\u005f'] }}""", "as an escape")]
    [InlineData("""{{ ''['\N{LOW LINE}'] }}""", "as an escape")]
    [InlineData("""{{ '{0.__class__}'.format(x) }}""", "'__class__'")]
    [InlineData("""{{ messages|map(attribute='__class__')|list }}""", "'__class__'")]
    [InlineData("""{{ x[(dict(__cl=1, ass__=1)|join)] }}""", "'__cl'")]
    [InlineData("""{% set u = (()|select|string|list)[24] %}{{ x[u ~ u ~ 'class' ~ u ~ u] }}""", "'class'")]
    [InlineData("""{{ ''|attr('format') }}""", "'format'")]
    [InlineData("""{{ f.gi_frame.f_builtins }}""", "'gi_frame'")]
    [InlineData("""{{ __import__('os') }}""", "'__import__'")]
    [InlineData("""{{ eval('1') }}""", "'eval'")]
    [InlineData("""{{ os.system('id') }}""", "'os'")]
    [InlineData("""{{ x.popen('id') }}""", "'popen'")]
    [InlineData("""{{ request.application }}""", "'request'")]
    [InlineData("""{{ request|attr('args') }}""", "'request'")]
    [InlineData("""{% include '/etc/passwd' %}""", "'include'")]
    [InlineData("""{% import name as x %}""", "'import'")]
    [InlineData("""{% extends '../base.html' %}""", "'extends'")]
    [InlineData("""{%- if x -%}{{- y.__init__ -}}{%- endif -%}""", "'__init__'")]
    [InlineData("""{{ {'a': {'b': x.__class__}} }}""", "'__class__'")]
    [InlineData("""{# comment #}{% raw %}{{ x }}{% endraw %}{{ x.__class__ }}""", "'__class__'")]
    [InlineData("""{{ x . __class__ }}""", "'__class__'")]
    public void Ways_to_the_interpreter_are_found(string template, string what)
    {
        var scan = ScanAssert.Scan(template, "chat_template.jinja");
        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Message.Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{{ x|attr(y) }}""", "jinja:attr")]
    [InlineData("""{{ x._private }}""", "jinja:_private")]
    [InlineData("""{{ config.items() }}""", "jinja:config")]
    [InlineData("""{% include 'header.jinja' %}""", "jinja:include:header.jinja")]
    public void What_is_merely_unusual_can_be_accepted(string template, string subject)
    {
        var scan = ScanAssert.Scan(template, "chat_template.jinja");
        Assert.Equal(subject, Assert.Single(scan.Findings).Subject);
        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
    }

    [Theory]
    [InlineData("""The attribute __class__ is explained in the text, {% raw %}{{ x.__class__ }}{% endraw %}{# x.__mro__ #}.""")]
    [InlineData("""{% set config = messages[0] %}{{ config.role }}{% for os in list %}{{ os.name }}{% endfor %}""")]
    [InlineData("""{% macro open(request) %}{{ request.x }}{% endmacro %}{{ open(1) }}""")]
    [InlineData("""{{ x|attr('role') }}{{ messages[i + 1]['class'] }}{{ ['class', a + b] }}{{ x in ['base' + c] }}""")]
    [InlineData("""{{ '<|__media__|>' }}{{ a['__x'] }}""")]
    [InlineData("""plain text""")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{{ {'a': {}} }}{{ "}}" }}{{ '%}' }}""")]
    public void What_only_looks_like_it_is_clean(string template) =>
        ScanAssert.AssertClean(ScanAssert.Scan(template, "chat_template.jinja"), "jinja");

    [Theory]
    [InlineData("{{ x")]
    [InlineData("{{ 'x }}")]
    [InlineData("{# x")]
    [InlineData("{% raw %}{{ x }}")]
    [InlineData("{% if x }}")]
    public void A_template_that_breaks_off_is_not_fully_read(string template) =>
        ScanAssert.AssertFound(ScanAssert.Scan(template, "chat_template.jinja"), ModelVerdict.NotFullyRead, "breaks off");

    [Fact]
    public void The_offset_is_that_of_the_name() =>
        Assert.Equal(7, ScanAssert.Scan("ä{{ x.__class__ }}", "t.jinja").Findings[0].Offset);

    [Fact]
    public void Very_long_templates_end()
    {
        ScanAssert.Scan("{{ " + string.Concat(Enumerable.Repeat("x.__class__ ~ ", 100_000)) + "1 }}", "t.jinja");
        ScanAssert.Scan("{{ " + new string('(', 200_000), "t.jinja");
        ScanAssert.Scan("{{ '" + new string('x', 4000) + "'" + string.Concat(Enumerable.Repeat("|reverse", 200_000)) + " }}", "t.jinja");
        ScanAssert.Scan("{{ [" + string.Concat(Enumerable.Repeat("'a',", 200_000)) + "]|join }}", "t.jinja");
        ScanAssert.Scan("{% set a = 'aaaaaaaa' %}" + string.Concat(Enumerable.Repeat("{% set a = a ~ a %}", 100)) + "{{ a }}", "t.jinja");
        ScanAssert.Scan(string.Concat(Enumerable.Repeat("{% raw %}", 100_000)), "t.jinja");
        ScanAssert.Scan(string.Concat(Enumerable.Repeat("{{ x[", 100_000)), "t.jinja");
    }

    [Fact]
    public void Damaged_templates_have_a_verdict()
    {
        var template = System.Text.Encoding.UTF8.GetBytes("{% set a = ['\\x5f', 'b']|join('~') %}{{ '%s{0}'|format(a)[::-1] ~ x['y'] }}{# c #}{% raw %}{% endraw %}");
        ScanAssert.AssertSurvivesMutation(template, "chat_template.jinja", 20_000);
    }
}
