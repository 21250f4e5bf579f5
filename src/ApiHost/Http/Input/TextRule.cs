namespace XelaConnect.ApiHost.Http;

/// <summary>Validates one kind of text. Whether it may be empty is decided by the method that reads it.</summary>
internal sealed record TextRule(int Max, Func<string, bool>? Form = null, string? Why = null)
{
    public const string NotStorable = "contains characters that are not allowed";
    public const string NotVisible = "must have at least one visible character";
    public static readonly TextRule Name = Line(Limits.Name);
    public static readonly TextRule City = Line(Limits.City);
    public static readonly TextRule ForeignUserId = new(Limits.ForeignUserId);
    public static readonly TextRule SearchWords = new(Limits.SearchWords);
    public static readonly TextRule Email = new(Limits.Email, TextForm.IsEmail, "must be an email address");
    /// <summary>The address of a picture; a drawn one is what clients got where none is set.</summary>
    public static readonly TextRule Picture = new(
        Limits.Url, static text => TextForm.IsHttpsAddress(text) || PictureLinks.IsDrawn(text),
        "must be an https address");
    public static readonly TextRule Color = new(Limits.Color, TextForm.IsColor, "must be a color like #1A2B3C");
    public static readonly TextRule Message = Prose(Limits.Message);

    /// <summary>Text within a line (a name, a city, a tag): visible, without control characters.</summary>
    public static TextRule Line(int max) => new(max) { IsVisible = true, IsOneLine = true };

    /// <summary>Text of several lines (a message, a reflection): visible, otherwise stored as sent.</summary>
    public static TextRule Prose(int max) => new(max) { IsVisible = true };

    public static TextRule OneOf(ImmutableArray<string> allowed) =>
        new(allowed.Max(text => text.Length), allowed.Contains, $"must be one of: {string.Join(", ", allowed)}");

    public bool IsVisible { get; private init; }
    public bool IsOneLine { get; private init; }

    /// <summary>The reason why trimmed text is invalid, as the end of a sentence; null when it is valid.</summary>
    public string? Refuses(string text) => !TextForm.IsStorable(text) ? NotStorable
        // A form is more helpful than a length: "must be a color" instead of "at most 7 characters".
        : TextForm.Length(text) > Max ? Why ?? $"must have at most {Max} characters"
        : IsVisible && !TextForm.HasVisible(text) ? NotVisible
        : IsOneLine && !TextForm.IsOneLine(text) ? NotStorable
        : Form is not null && !Form(text) ? Why : null;
}
