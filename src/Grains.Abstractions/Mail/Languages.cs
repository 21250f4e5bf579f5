namespace XelaConnect.Mail;

/// <summary>The languages of mails.</summary>
public static class Languages
{
    /// <summary>Where nothing else is known.</summary>
    public const string Default = "en";

    /// <summary>Every language, as ISO 639-1.</summary>
    public static readonly ImmutableArray<string> All = [Default, "de", "es", "fr", "pt"];

    /// <summary>The first language of an <c>Accept-Language</c> header that mails have; null without one.</summary>
    public static string? Of(string? acceptLanguage)
    {
        foreach (var range in (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var tag = range.Split(';', 2)[0];
            var primary = tag.Split('-', 2)[0].ToLowerInvariant();
            if (All.Contains(primary)) return primary;
        }
        return null;
    }
}
