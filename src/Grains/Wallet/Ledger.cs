namespace XelaConnect.Grains.Wallet;

/// <summary>Makes ledger entries. Their legs sum to zero in credits and in cents by construction.</summary>
internal static class Ledger
{
    /// <summary>The user's debt; its balance is the negative of <see cref="WalletState.Debt"/>.</summary>
    public const string Receivable = "receivable";

    public static EntryPosted Receive(WalletState wallet, long credits, string from, string cause, string? reference) =>
        Moved(wallet, credits, 0, cause, reference, Between(from, LedgerAccounts.Wallet, credits));

    /// <summary>Moves credits from the wallet into an account; the caller has checked the balance.</summary>
    public static EntryPosted Spend(WalletState wallet, long credits, string to, string cause, string? reference) =>
        Moved(wallet, -credits, 0, cause, reference, Between(LedgerAccounts.Wallet, to, credits));

    /// <summary>Takes credits back into an account; those that are spent already become debt.</summary>
    public static EntryPosted Reclaim(WalletState wallet, long credits, string account, string cause, string? reference)
    {
        var taken = Math.Min(wallet.Balance, credits);
        var missing = credits - taken;
        ImmutableArray<Leg> legs = missing == 0 ? Between(LedgerAccounts.Wallet, account, taken)
            : [new(LedgerAccounts.Wallet, -taken, 0), new(Receivable, -missing, 0), new(account, credits, 0)];
        return Moved(wallet, -taken, missing, cause, reference, legs);
    }

    public static EntryPosted? RepayDebt(WalletState wallet)
    {
        var paid = Math.Min(wallet.Balance, wallet.Debt);
        return paid == 0 ? null : Moved(wallet, -paid, -paid, "Paid back credits that had been taken back", null,
            Between(LedgerAccounts.Wallet, Receivable, paid));
    }

    /// <summary>Posts an entry that moves no credits: a card paid in cents, or nothing was paid.</summary>
    public static EntryPosted Note(WalletState wallet, string cause, string? reference, ImmutableArray<Leg> legs) =>
        Moved(wallet, 0, 0, cause, reference, legs);

    public static EntryPosted WithCents(this EntryPosted entry, string from, string to, long cents) =>
        entry with { Legs = [.. entry.Legs, .. Cents(from, to, cents)] };

    public static ImmutableArray<Leg> Cents(string from, string to, long cents) =>
        cents == 0 ? [] : [new(from, 0, -cents), new(to, 0, cents)];

    private static EntryPosted Moved(
        WalletState wallet, long credits, long debt, string cause, string? reference, ImmutableArray<Leg> legs) =>
        new(credits, cause, reference, wallet.Balance + credits, wallet.Debt + debt, legs);

    private static ImmutableArray<Leg> Between(string from, string to, long credits) =>
        credits == 0 ? [] : [new(from, -credits, 0), new(to, credits, 0)];
}
