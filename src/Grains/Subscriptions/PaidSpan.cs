namespace XelaConnect.Grains.Subscriptions;

/// <summary>One period that a store sold, as one person holds it.</summary>
/// <param name="Tier">What was sold.</param>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The end of what is paid; null has none.</param>
/// <param name="Renews">Whether the store will sell the next one by itself.</param>
internal sealed record PaidSpan(string Tier, DateTimeOffset From, DateTimeOffset? Until, bool Renews)
{
    /// <summary>When the store says that the period was bought: what its events name it by. Another product that takes over in it begins later.</summary>
    public DateTimeOffset Period { get; init; } = From;

    /// <summary>The product and the transaction, where the store named them.</summary>
    public string? Product { get; init; }
    public string? Transaction { get; init; }

    /// <summary>Sold for this one period, which nothing renews; without an end it is for life.</summary>
    public bool IsOneTime { get; init; }

    /// <summary>Since when it is this person's, when it came by a transfer.</summary>
    public DateTimeOffset HeldFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>How long it goes on unpaid, when a renewal failed. Apart from <see cref="Until"/>: a cancellation that comes with the failure leaves it.</summary>
    public DateTimeOffset? GraceUntil { get; init; }

    /// <summary>When it ended before its time: it expired, was paid back or handed over, or another one took its place.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset Start => From > HeldFrom ? From : HeldFrom;

    public DateTimeOffset End
    {
        get
        {
            var end = Until is { } paid ? (GraceUntil > paid ? GraceUntil.Value : paid) : DateTimeOffset.MaxValue;
            return EndedAt < end ? EndedAt.Value : end;
        }
    }

    public bool Covers(DateTimeOffset now) => now >= Start && now < End;

    public bool IsForLife => IsOneTime && Until is null;

    public bool IsUnpaidAt(DateTimeOffset now) => now >= Until;

    public PaidSpan EndedBy(DateTimeOffset at) => EndedAt <= at ? this : this with { EndedAt = at };
}
