namespace XelaConnect.Grains.Wallet;

/// <summary>
/// Decides purchases of courses and enrolments from the course's offer, the user's plan and the wallet.
/// </summary>
internal static class PurchaseRules
{
    /// <param name="wallet">The wallet.</param>
    /// <param name="command">The purchase.</param>
    /// <param name="offer">The course, its prices and whether it is for sale.</param>
    /// <param name="plan">The user's plan.</param>
    /// <param name="paymentId">The id of the card payment, for <see cref="PurchaseMethods.Card"/>.</param>
    /// <param name="now">The time.</param>
    public static Decision<WalletEvent> Buy(
        WalletState wallet, BuyCourse command, CourseOffer offer, Plan plan, string paymentId, DateTimeOffset now)
    {
        var (course, content) = (offer.Course.Id, offer.Course.Content);
        var isEnrolledByPlan = plan.AllCourses && wallet.Grants.ContainsKey(course);
        if (wallet.Owns(course) || (command.Method == PurchaseMethods.Enroll && isEnrolledByPlan)) return Decision.Nothing;
        // A plan that opens all courses opens a course off sale too.
        if (!offer.ForSale && !plan.AllCourses) return CourseFaults.NotForSale;
        var isFree = command.Method switch
        {
            PurchaseMethods.Card => content.PriceInCents() == 0,
            PurchaseMethods.Credits => content.PriceCredits == 0,
            _ => content.IsFree(),
        };
        // A free course stays the user's own when the plan ends.
        if (isFree && offer.ForSale) return Grant(GrantSources.Free, 0, $"Course \"{content.Title}\", free");
        if (plan.AllCourses) return isEnrolledByPlan ? Decision.Nothing : Grant(
            GrantSources.Tier, 0, $"Course \"{content.Title}\", part of your plan");
        switch (command.Method)
        {
            case PurchaseMethods.Card:
                var order = new Order(PaymentPurposes.Course, content.PriceInCents(), 0, course, content.Title);
                return PaymentRules.Begin(wallet, order, command.CardToken ?? "", paymentId, now);
            case PurchaseMethods.Credits when wallet.PaymentFor(course) is not null:
                return WalletFaults.PaymentUnderWay;
            case PurchaseMethods.Credits:
                return content.PriceCredits > wallet.Balance ? WalletFaults.Insufficient
                    : Grant(GrantSources.Credits, content.PriceCredits, $"Course \"{content.Title}\"");
            default:
                return CourseFaults.PurchaseRequired;
        }

        EntryPosted Grant(string source, long credits, string cause) =>
            Ledger.Spend(wallet, credits, LedgerAccounts.Courses, cause, course) with { Granted = new(course, source) };
    }
}
