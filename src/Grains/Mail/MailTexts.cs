using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace XelaConnect.Grains.Mail;

/// <summary>
/// The texts of mails. No text of a person is in them, so that nobody can send words to a foreign address. The HTML is
/// made of the same paragraphs, without pictures or scripts, so that opening it tells nobody.
/// </summary>
internal static class MailTexts
{
    private const string Code = "{code}", Link = "{link}";

    private static readonly FrozenDictionary<(string Language, string Kind), MailText> Texts =
        Languages.All.SelectMany(Read).ToFrozenDictionary(static text => (text.Language, text.Kind));

    /// <summary>Writes a mail. The paragraph with a link is left out where there is none.</summary>
    public static OutgoingMail Write(string kind, string language, string id, string to, string? code, string? link)
    {
        if (!Languages.All.Contains(language)) language = Languages.Default;
        var text = Texts[(language, kind)];
        var paragraphs = text.Paragraphs.Where(p => link is not null || !p.Contains(Link, StringComparison.Ordinal))
            .ToList();
        return new OutgoingMail(
            id, to, language, text.Subject,
            string.Concat(paragraphs.Select(p => $"{Fill(p, code, link)}\n\n")),
            Html(language, text.Subject, paragraphs, code, link));
    }

    private static string Fill(string paragraph, string? code, string? link) =>
        paragraph.Replace(Code, code, StringComparison.Ordinal).Replace(Link, link, StringComparison.Ordinal);

    private static string Html(
        string language, string subject, List<string> paragraphs, string? code, string? link)
    {
        var html = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{Encoded(subject)}</title>
            </head>
            <body style="margin:0;padding:24px;background:#f6f4f1;color:#2b2a33;font:16px/1.5 sans-serif">
            <div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px">
            <p style="margin:0 0 24px;color:#6a5acd;font-weight:bold">XelaConnect</p>

            """);
        foreach (var paragraph in paragraphs)
            html.Append("<p style=\"margin:0 0 16px\">").Append(Filled(paragraph, code, link)).Append("</p>\n");
        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }

    private static string Filled(string paragraph, string? code, string? link) => Encoded(paragraph)
        .Replace("\n", "<br>", StringComparison.Ordinal)
        .Replace(Code, $"<strong style=\"font-size:28px;letter-spacing:4px\">{code}</strong>", StringComparison.Ordinal)
        .Replace(
            Link, $"<a href=\"{Encoded(link)}\" style=\"color:#6a5acd\">{Encoded(link)}</a>", StringComparison.Ordinal);

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text) ?? "";

    /// <summary>Sections of <c>[kind] subject</c>, with paragraphs between blank lines, for one language.</summary>
    private static IEnumerable<MailText> Read(string language)
    {
        using var stream = typeof(MailTexts).Assembly.GetManifestResourceStream($"mail/{language}.txt")!;
        var whole = new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
        foreach (var section in whole.Split("\n[")[1..])
        {
            var end = section.IndexOf(']', StringComparison.Ordinal);
            var headEnd = section.IndexOf('\n', StringComparison.Ordinal);
            var paragraphs = section[headEnd..].Split(
                "\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            yield return new MailText(language, section[..end], section[(end + 1)..headEnd].Trim(), [.. paragraphs]);
        }
    }

    private sealed record MailText(string Language, string Kind, string Subject, ImmutableArray<string> Paragraphs);
}
