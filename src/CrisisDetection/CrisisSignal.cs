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

/// <summary>How a message suggests danger, and the language of those words.</summary>
public sealed record CrisisSignal(CrisisSignalKind Kind, string Language);
