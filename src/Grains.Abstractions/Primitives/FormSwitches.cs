namespace XelaConnect;

/// <summary>
/// Which forms of events, outbox messages and notifications this release writes. A release that introduces a form only
/// reads it, and the next one writes it, so that processes of both can run side by side (ADR 0058).
/// </summary>
public sealed class FormSwitches(Version release, params ReadOnlySpan<(string Alias, Version WrittenFrom)> forms)
{
    private readonly Dictionary<string, Version> writtenFrom = forms.ToArray().ToDictionary(
        static form => form.Alias, static form => form.WrittenFrom, StringComparer.Ordinal);

    /// <summary>Of this build. A form is removed from the list when a release that writes it is out.</summary>
    public static FormSwitches Current { get; } = new(typeof(FormSwitches).Assembly.GetName().Version!);

    /// <summary>The release that first writes a form; null for one that is not switched.</summary>
    public Version? WrittenFrom(string alias) => writtenFrom.GetValueOrDefault(alias);

    /// <summary>Whether a form may be written. Rules that have an older way ask for it.</summary>
    public bool IsOn(string alias) => !writtenFrom.TryGetValue(alias, out var from) || release >= from;

    /// <summary>Throws for a form that the previous release could not read.</summary>
    public void Require(string alias)
    {
        if (!IsOn(alias))
            throw new InvalidOperationException(
                $"Release {release.ToString(2)} only reads {alias}; {writtenFrom[alias].ToString(2)} is the first that writes it.");
    }
}
