namespace XelaConnect.Grains.Wallet;

/// <summary>Makes ledger entries. Their legs sum to zero in credits and in cents by construction.</summary>
internal static class Ledger
{
    /// <summary>The user's debt; its balance is the negative of <see cref="WalletState.Debt"/>.</summary>
    public const string Receivable = "receivable";

    /// <summary>Moves credits from an account into the wallet.</summary>
    public static EntryPosted Receive(
        WalletState wallet, long credits, string account, string cause, string? reference) =>
        new(credits, cause, reference, wallet.Balance + credits, wallet.Debt, Between(account, LedgerAccounts.Wallet, credits));

    /// <summary>Moves credits from the wallet into an account; the caller has checked the balance.</summary>
    public static EntryPosted Spend(
        WalletState wallet, long credits, string account, string cause, string? reference) =>
        new(-credits, cause, reference, wallet.Balance - credits, wallet.Debt, Between(LedgerAccounts.Wallet, account, credits));

    /// <summary>Takes credits back into an account; those that are spent already become debt.</summary>
    public static EntryPosted Reclaim(WalletState wallet, long credits, string account, string cause, string? reference)
    {
        var taken = Math.Min(wallet.Balance, credits);
        var missing = credits - taken;
        ImmutableArray<Leg> legs = missing == 0 ? Between(LedgerAccounts.Wallet, account, taken)
            : [new Leg(LedgerAccounts.Wallet, -taken, 0), new Leg(Receivable, -missing, 0), new Leg(account, credits, 0)];
        return new(-taken, cause, reference, wallet.Balance - taken, wallet.Debt + missing, legs);
    }

    /// <summary>Repays debt from the balance, as far as it goes; null without debt or balance.</summary>
    public static EntryPosted? RepayDebt(WalletState wallet)
    {
        var paid = Math.Min(wallet.Balance, wallet.Debt);
        return paid == 0 ? null
            : new(-paid, "Paid back credits that had been taken back", null, wallet.Balance - paid, wallet.Debt - paid, Between(LedgerAccounts.Wallet, Receivable, paid));
    }

    /// <summary>Posts an entry that moves no credits: a card paid in cents, or nothing was paid.</summary>
    public static EntryPosted Note(WalletState wallet, string cause, string? reference, ImmutableArray<Leg> legs) =>
        new(0, cause, reference, wallet.Balance, wallet.Debt, legs);

    /// <summary>Adds the cents of a card payment to an entry.</summary>
    public static EntryPosted WithCents(this EntryPosted entry, string from, string to, long cents) =>
        entry with { Legs = [.. entry.Legs, .. Cents(from, to, cents)] };

    /// <summary>Moves US cents from one account to another.</summary>
    public static ImmutableArray<Leg> Cents(string from, string to, long cents) =>
        cents == 0 ? [] : [new Leg(from, 0, -cents), new Leg(to, 0, cents)];

    private static ImmutableArray<Leg> Between(string from, string to, long credits) =>
        credits == 0 ? [] : [new Leg(from, -credits, 0), new Leg(to, credits, 0)];
}
