namespace XelaConnect.Grains.Companion.Care;

/// <summary>How words suggest danger to life.</summary>
internal enum DangerKind
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

/// <summary>What was found: the kind, and the language (en, es, fr, de, pt) of the words that said it.</summary>
internal sealed record Danger(DangerKind Kind, string Language);
