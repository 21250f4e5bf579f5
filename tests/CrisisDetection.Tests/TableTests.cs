using XelaConnect.CrisisDetection.Hotlines;
using XelaConnect.CrisisDetection.Output;
using XelaConnect.CrisisDetection.Phrases;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Tables;

namespace XelaConnect.CrisisDetection.Tests;

/// <summary>What an editor of a table gets wrong is reported with file and line.</summary>
public sealed class TableTests
{
    [Fact]
    public void Embedded_tables_load() => Should.NotThrow(CrisisTables.Load);

    [Theory]
    [InlineData("word\n[safe]", "xx.txt:1: a line stands above the first section")]
    [InlineData("# comment\n\n  word", "xx.txt:3: no line stands above that this one could continue")]
    [InlineData("[safe\nword", "xx.txt:1: a heading is written [name]")]
    [InlineData("[safe]\nword\n[safe]", "xx.txt:3: [safe] stands in this file twice")]
    public void Malformed_table_is_reported(string text, string error) =>
        Error(() => TableFile.Parse("xx.txt", text)).ShouldBe(error);

    [Theory]
    [InlineData("[danger]", "xx.txt:1: [danger] is no section of this table")]
    [InlineData("[explicit]\nkill (my self", "xx.txt:2: a bracket is not closed")]
    [InlineData("[explicit]\nkill me\n\n# comment\nkill my) self", "xx.txt:5: a bracket is closed that was not opened")]
    [InlineData("[explicit]\nKill me", "xx.txt:2: “Kill” is no word in small letters without accents")]
    [InlineData("[explicit]\nkill|tué me", "xx.txt:2: “tué” is no word in small letters without accents")]
    [InlineData("[explicit]\nkill ~x me", "xx.txt:2: “~x” is no number of words that may stand between")]
    [InlineData("[explicit]\n~2 kill", "xx.txt:2: the phrase does not begin with a word")]
    [InlineData("[explicit]\nkill (me | )", "xx.txt:2: a phrase or an alternative is empty")]
    [InlineData("[explicit]\nkill | end", "xx.txt:2: a bar between phrases stands outside of brackets")]
    [InlineData("[explicit]\n? kill", "xx.txt:2: nothing stands before a question mark")]
    [InlineData("[explicit]\nkil* me", "xx.txt:2: “kil*”: a beginning of a word has at least 4 letters")]
    [InlineData("[explicit]\nkill ~60 myself ~9", "xx.txt:2: the phrase can span 71 words; the most are 63")]
    [InlineData("[explicit]\ntook <drug>", "xx.txt:2: there is no set <drug> in this file")]
    [InlineData("[safe]\n! kill", "xx.txt:2: a safe phrase cannot be unconditional")]
    [InlineData("[sets]\ndrug pills", "xx.txt:2: “key = value” is expected here")]
    [InlineData("[sets]\ndrug = pills\ndrug = meds", "xx.txt:3: the set <drug> stands in this file twice")]
    [InlineData("[sets]\nmany = nine", "xx.txt:2: the set <many> is built in")]
    [InlineData("[sets]\ndrug = pills | <any>\nany = <drug> | meds", "xx.txt:2: the set <drug> contains itself")]
    [InlineData("[sets]\ndrug = pills | (meds", "xx.txt:2: a bracket is not closed")]
    [InlineData("[short-forms]\nim = i'm", "xx.txt:2: “i'm” is no word in small letters without accents")]
    [InlineData("[short-forms]\nwanna = want to\n[explicit]\nwanna|will die", "xx.txt:4: “wanna” is a short form: write (want to | …)")]
    [InlineData("[core-words]\nkill Kill", "xx.txt:2: “Kill” is no word in small letters without accents")]
    public void Malformed_phrase_is_reported(string text, string error) =>
        Error(() => PhraseCompiler.Compile([new PhraseFile("xx", TableFile.Parse("xx.txt", text))])).ShouldBe(error);

    [Theory]
    [InlineData("[forbidden]\nyou are ~", "xx.txt:2: a phrase begins and ends with a word")]
    [InlineData("[forbidden]\n~ dose", "xx.txt:2: a phrase begins and ends with a word")]
    [InlineData("[forbidden]\nyou Are ill", "xx.txt:2: “Are” is no word in small letters without accents")]
    [InlineData("[forbidden]\na ~ ~ ~ ~ ~ ~ ~ b c", "xx.txt:2: a phrase has at most 14 words before its last")]
    [InlineData("[safe]\nyou are ill", "xx.txt:1: [safe] is no section of this table")]
    public void Malformed_forbidden_phrase_is_reported(string text, string error) =>
        Error(() => new ForbiddenPhrases([TableFile.Parse("xx.txt", text)])).ShouldBe(error);

    [Theory]
    [InlineData("[USA]\nemergency = 911", "xx.txt:5: [USA] is no country: ISO 3166, two capital letters")]
    [InlineData("[US]\nhotline = 988: 988", "xx.txt:5: [US] has no emergency number")]
    [InlineData("[US]\nemergency = 911\nhotline = 988", "xx.txt:7: a hotline is written “name: number or address”")]
    [InlineData("[US]\nemergency = 911\nemergency = 112", "xx.txt:7: the emergency number stands here twice")]
    [InlineData("[US]\nphone = 911", "xx.txt:6: “phone” is none of emergency, hotline, time-zones, places")]
    [InlineData("[US]\nemergency = 911\nplaces = usa; usa", "xx.txt:7: “usa” is empty or stands in this table twice")]
    public void Malformed_hotline_is_reported(string text, string error)
    {
        const string General = "[international]\nhotline = Find: find.com\n[unknown]\nhotline = 988 (US): 988\n";
        Error(() => new HotlineTable(TableFile.Parse("xx.txt", General + text))).ShouldBe(error);
    }

    [Theory]
    [InlineData("Call {hotlines}.", "xx.txt:1: [response] lacks {emergency}")]
    [InlineData("Call {hotlines} or {emergency}, {name}.", "xx.txt:1: [response] has {name}, which nothing stands for")]
    public void Response_with_wrong_placeholders_is_reported(string response, string error) =>
        Error(() => new ResponseTexts(TableFile.Parse("xx.txt", $"[response]\n{response}"))).ShouldBe(error);

    [Fact]
    public void Missing_response_is_reported() =>
        Error(() => new ResponseTexts(TableFile.Parse("xx.txt", "[emergency]\n{number}")))
            .ShouldBe("xx.txt: the section [response] is missing");

    [Fact]
    public void Indented_line_continues_the_line_above()
    {
        const string Text = "[sets]\ndrug = pills|meds\n    |tablets | a bottle\n    # comment\n    | of pills\nnext";
        var lines = TableFile.Parse("xx.txt", Text).Lines("sets").Select(line => (line.Number, line.Text));
        lines.ShouldBe([(2, "drug = pills|meds|tablets | a bottle | of pills"), (6, "next")]);
    }

    private static string Error(Func<object?> read) => Should.Throw<FormatException>(read).Message;
}
