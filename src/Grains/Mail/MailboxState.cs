using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Mail;

internal sealed record MailboxState(string Key)
{
    /// <summary>More than a day admits.</summary>
    public const int MaxSent = 200;

    /// <summary>Why no mail goes to the address; null while it does.</summary>
    public string? Suppressed { get; init; }
    /// <summary>Oldest first.</summary>
    public ImmutableArray<SentMail> Sent { get; init; } = [];

    public static MailboxState Apply(MailboxState mailbox, EventEnvelope<MailboxEvent> stored) => stored.Event switch
    {
        MailSent e => mailbox with { Sent = mailbox.Sent.AddLast(new SentMail(e.Mail, stored.At), MaxSent) },
        MailSuppressed e => mailbox with { Suppressed = e.Reason },
        _ => throw new InvalidDataException($"A mailbox does not know the event {stored.Event.GetType().Name}."),
    };
}

/// <summary>A mail by the digest of its operation.</summary>
internal readonly record struct SentMail(string Mail, DateTimeOffset At);

[JsonDerivedType(typeof(MailSent), "mail.sent.v1")]
[JsonDerivedType(typeof(MailSuppressed), "mail.suppressed.v1")]
internal abstract record MailboxEvent;

/// <summary>The mail server has taken a mail, or refused it for good.</summary>
internal sealed record MailSent(string Mail, string Kind) : MailboxEvent;
internal sealed record MailSuppressed(string Reason) : MailboxEvent;

internal static class MailboxRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Why a mail is not sent, as the metric names it; null when it is.</summary>
    public static string? Withholds(MailboxState mailbox, string mail, int perDay, DateTimeOffset now) =>
        mailbox.Suppressed is not null ? "suppressed"
        : mailbox.Sent.Any(sent => sent.Mail == mail) ? "repeated"
        : mailbox.Sent.Count(sent => now - sent.At < Day) >= perDay ? "bounded" : null;

    /// <summary>The first reason stays.</summary>
    public static Decision<MailboxEvent> Suppress(MailboxState mailbox, SuppressMail command, DateTimeOffset now) =>
        mailbox.Suppressed is not null ? Decision.Nothing : new MailSuppressed(command.Reason);
}

internal static class MailModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(MailboxJournal.Mailbox).AddOutboxMessages(MailMessages.Send, MailMessages.Notify);
        services.AddSingleton<MailMetrics>();
        services.TryAddSingleton(MailOptions.Default);
    }
}

internal static class MailboxJournal
{
    public static readonly JournalDefinition<MailboxState, MailboxEvent> Mailbox = new()
    {
        Name = "mail.mailbox",
        Empty = static key => new MailboxState(key),
        Apply = MailboxState.Apply,
        Events = new EventCodec<MailboxEvent>(MailJson.Default),
        SubStreams =
        [
            new SubStream<MailboxEvent>(
                "sent", static e => e is MailSent, MailboxState.MaxSent, TimeSpan.FromHours(26)),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MailboxEvent))]
internal sealed partial class MailJson : JsonSerializerContext;
