namespace XelaConnect.Grains.Subscriptions;

/// <summary>A period that a store sold, as one owner has it. A null <paramref name="Until"/> is no end.</summary>
internal sealed record PaidSpan(string Tier, DateTimeOffset From, DateTimeOffset? Until, bool Renews)
{
    /// <summary>When the period was bought, which identifies it. A product that replaces it begins later.</summary>
    public DateTimeOffset Period { get; init; } = From;

    public string? Product { get; init; }
    public string? Transaction { get; init; }
    /// <summary>Sold for one period that does not renew; without an end it is for life.</summary>
    public bool IsOneTime { get; init; }
    /// <summary>Since when the owner has it, if it came by a transfer.</summary>
    public DateTimeOffset HeldFrom { get; init; } = DateTimeOffset.MinValue;
    /// <summary>Apart from the paid end, because a cancellation that comes with the failed renewal keeps it.</summary>
    public DateTimeOffset? GraceUntil { get; init; }
    /// <summary>When it ended early: it expired, was refunded, transferred or replaced.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset Start => From > HeldFrom ? From : HeldFrom;

    public DateTimeOffset End => EndedAt < PaidEnd ? EndedAt.Value : PaidEnd;
    private DateTimeOffset PaidEnd => (GraceUntil > Until ? GraceUntil : Until) ?? DateTimeOffset.MaxValue;

    public bool Covers(DateTimeOffset now) => now >= Start && now < End;
    public bool IsForLife => IsOneTime && Until is null;
    public PaidSpan EndedBy(DateTimeOffset at) => EndedAt <= at ? this : this with { EndedAt = at };
}
