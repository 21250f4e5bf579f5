using System.Collections.Immutable;

namespace XelaConnect.ApiHost.Http;

/// <summary>What one kind of text must be like. Emptiness is not its business: whether a field may be empty is the caller's choice of method on <see cref="Input"/>.</summary>
/// <param name="Max">Most characters.</param>
/// <param name="Form">A further question, or null.</param>
/// <param name="Why">What the further question asks for, as the end of a sentence "The field … ".</param>
internal sealed record TextRule(int Max, Func<string, bool>? Form = null, string? Why = null)
{
    /// <summary>The end of a sentence about NUL and lone surrogates.</summary>
    public const string NotStorable = "contains characters that are not allowed";

    /// <summary>The end of a sentence about text of which nobody sees anything.</summary>
    public const string NotVisible = "must have at least one visible character";

    /// <summary>A person's or circle's name.</summary>
    public static readonly TextRule Name = Line(Limits.Name);
    /// <summary>An e-mail address.</summary>
    public static readonly TextRule Email = new(Limits.Email, TextForm.IsEmail, "must be an email address");
    /// <summary>An address of a picture.</summary>
    public static readonly TextRule WebAddress = new(Limits.Url, TextForm.IsHttpsAddress, "must be an https address");
    /// <summary>A colour.</summary>
    public static readonly TextRule Color = new(Limits.Color, TextForm.IsColor, "must be a color like #1A2B3C");

    /// <summary>Text that stands in a line beside others' (a name, a city, a tag): visible, without controls that reach beyond it.</summary>
    public static TextRule Line(int max) => new(max) { IsVisible = true, IsOneLine = true };

    /// <summary>What people write (a message, a reflection): visible, otherwise kept as sent.</summary>
    public static TextRule Prose(int max) => new(max) { IsVisible = true };

    /// <summary>One of a fixed set, exactly as written there.</summary>
    public static TextRule OneOf(ImmutableArray<string> allowed) =>
        new(allowed.Max(text => text.Length), text => allowed.Contains(text), $"must be one of: {string.Join(", ", allowed)}");

    /// <summary>Whether something of it must be visible.</summary>
    public bool IsVisible { get; private init; }

    /// <summary>Whether it must stay within a line (<see cref="TextForm.IsOneLine"/>).</summary>
    public bool IsOneLine { get; private init; }

    /// <summary>What is wrong with trimmed text, as the end of a sentence; null when nothing is.</summary>
    public string? Refuses(string text) =>
        !TextForm.IsStorable(text) ? NotStorable
        // A form says more than a length: "must be a color" helps, "at most 7 characters" does not.
        : TextForm.Length(text) > Max ? Why ?? $"must have at most {Max} characters"
        : IsVisible && !TextForm.HasVisible(text) ? NotVisible
        : IsOneLine && !TextForm.IsOneLine(text) ? NotStorable
        : Form is not null && !Form(text) ? Why
        : null;
}
