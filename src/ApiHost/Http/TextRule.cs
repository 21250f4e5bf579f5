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

    /// <summary>A person's or circle's name.</summary>
    public static readonly TextRule Name = new(Limits.Name);
    /// <summary>An e-mail address.</summary>
    public static readonly TextRule Email = new(Limits.Email, TextForm.IsEmail, "must be an email address");
    /// <summary>An address of a picture.</summary>
    public static readonly TextRule WebAddress = new(Limits.Url, TextForm.IsWebAddress, "must be an http or https address");
    /// <summary>A colour.</summary>
    public static readonly TextRule Color = new(7, TextForm.IsColor, "must be a color like #1A2B3C");

    /// <summary>One of a fixed set, exactly as written there.</summary>
    public static TextRule OneOf(ImmutableArray<string> allowed) =>
        new(allowed.Max(text => text.Length), text => allowed.Contains(text), $"must be one of: {string.Join(", ", allowed)}");

    /// <summary>What is wrong with trimmed text, as the end of a sentence; null when nothing is.</summary>
    public string? Refuses(string text) =>
        !TextForm.IsStorable(text) ? NotStorable
        // A form says more than a length: "must be a color" helps, "at most 7 characters" does not.
        : TextForm.Length(text) > Max ? Why ?? $"must have at most {Max} characters"
        : Form is not null && !Form(text) ? Why
        : null;
}
