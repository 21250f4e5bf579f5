namespace XelaConnect.Grains.Wallet;

internal static class PurchaseRules
{
    public static Decision<WalletEvent> Buy(
        WalletState wallet, BuyCourse command, CourseOffer offer, Plan plan, string paymentId, DateTimeOffset now)
    {
        var (course, content) = (offer.Course.Id, offer.Course.Content);
        var isEnrolledByPlan = plan.AllCourses && wallet.Grants.ContainsKey(course);
        if (wallet.Owns(course)) return Decision.Nothing;
        if (command.Method == PurchaseMethods.Enroll && isEnrolledByPlan) return Decision.Nothing;
        // A plan that opens all courses opens a course off sale too.
        if (!offer.ForSale && !plan.AllCourses) return CourseFaults.NotForSale;
        var isFree = command.Method switch
        {
            PurchaseMethods.Card => content.PriceInCents() == 0,
            PurchaseMethods.Credits => content.PriceCredits == 0,
            _ => content.IsFree(),
        };
        // A free course stays the user's own when the plan ends.
        if (isFree && offer.ForSale) return Grant(GrantSources.Free, 0, ", free");
        if (plan.AllCourses && isEnrolledByPlan) return Decision.Nothing;
        if (plan.AllCourses) return Grant(GrantSources.Tier, 0, ", part of your plan");
        var order = new Order(PaymentPurposes.Course, content.PriceInCents(), 0, course, content.Title);
        return command.Method switch
        {
            PurchaseMethods.Card => PaymentRules.Begin(wallet, order, command.CardToken ?? "", paymentId, now),
            PurchaseMethods.Credits when wallet.PaymentFor(course) is not null => WalletFaults.PaymentUnderWay,
            PurchaseMethods.Credits when content.PriceCredits > wallet.Balance => WalletFaults.Insufficient,
            PurchaseMethods.Credits => Grant(GrantSources.Credits, content.PriceCredits, ""),
            _ => CourseFaults.PurchaseRequired,
        };

        EntryPosted Grant(string source, long credits, string remark) =>
            Ledger.Spend(wallet, credits, LedgerAccounts.Courses, $"Course \"{content.Title}\"{remark}", course)
                with { Granted = new(course, source) };
    }
}
