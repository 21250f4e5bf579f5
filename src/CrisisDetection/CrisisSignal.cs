namespace XelaConnect.CrisisDetection;

/// <summary>How a message suggests danger to life.</summary>
public enum CrisisSignalKind
{
    /// <summary>Said outright: "I want to kill myself".</summary>
    Explicit,

    /// <summary>Said around it: "everyone would be better off without me".</summary>
    Indirect,

    /// <summary>Said in words made to pass filters: "unalive", "su1cide".</summary>
    Coded,

    /// <summary>Said of someone else: "my friend says she wants to die".</summary>
    ThirdPerson,
}

/// <summary>The result of the detector for a message.</summary>
/// <param name="Kind">How the message suggests danger.</param>
/// <param name="Language">The language of those words: one of <see cref="Text.MessageLanguage.All"/>.</param>
public sealed record CrisisSignal(CrisisSignalKind Kind, string Language);
