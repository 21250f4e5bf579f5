using System.Collections.Concurrent;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>Someone who asked to sign up, and how it went.</summary>
internal sealed class SignUpAttempt(string email, string key)
{
    public string Email { get; } = email;

    public string Key { get; } = key;

    /// <summary>Null while it is unknown whether the account is there.</summary>
    public Person? Person { get; set; }
}

/// <summary>One request to join, known to be done or not known at all.</summary>
internal sealed record JoinAttempt(Person Person, string Circle, string Key)
{
    public bool Acknowledged { get; set; }
}

/// <summary>One post, over HTTP or over the hub; its text is unique.</summary>
internal sealed record PostAttempt(Person Person, string Circle, string Key, bool OverHub)
{
    public string Message => $"{Key} of {Person.Name}";

    /// <summary>What was answered; null while it is unknown whether it is stored.</summary>
    public CirclePost? Answer { get; set; }
}

/// <summary>What was acknowledged to clients before the host was killed.</summary>
internal sealed class CrashLedger
{
    private int acknowledged;

    public ConcurrentQueue<SignUpAttempt> SignUps { get; } = new();

    public ConcurrentQueue<JoinAttempt> Joins { get; } = new();

    public ConcurrentQueue<PostAttempt> Posts { get; } = new();

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public void Count() => Interlocked.Increment(ref acknowledged);
}
