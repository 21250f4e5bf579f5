using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Wallet;
using XelaConnect.Courses;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Courses;

/// <summary>Buying a course, with credits or by card (contract endpoint 15).</summary>
internal static class PurchaseHandlers
{
    private const string ByCredits = "credits";
    private const string ByCard = "stripe";
    private static readonly TextRule Method = TextRule.OneOf([ByCredits, ByCard]);

    public static async Task<IResult> PurchaseAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CourseAccess.Kind, id)) return OutcomeResults.Refuse(CourseFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var method = input.Text("payment_method", Method);
        var card = method == ByCard ? input.Text("stripe_token", WalletHandlers.CardToken) : null;
        if (input.Refusal is { } refusal) return refusal;

        var found = await CourseAccess.OfAsync(grains, id, caller.UserId);
        if (!found.IsOk) return OutcomeResults.Refuse(found.Fault);
        var study = found.Value;
        // Those who hold it keep it; to them a course off sale is a course bought already.
        if (!study.ForSale && !study.IsEntitled) return OutcomeResults.Refuse(CourseFaults.NotForSale);

        var (operation, wallet, content) = (Operation.Of(http), grains.Wallet(caller.UserId), study.Course.Content);
        var cents = content.PriceInCents();
        if (card is not null && cents > 0 && !study.Plan.AllCourses)
        {
            var paid = await wallet.PayAsync(new(operation, new Order(PaymentPurposes.Course, cents, 0, id, content.Title), card));
            if (!paid.IsOk) return OutcomeResults.Refuse(paid.Fault);
            if (paid.Value.UnderWay)
                return TypedResults.Json(
                    new PurchasedJson("Your payment is being confirmed. The course opens as soon as it is.", CourseJson.Of(study.Course, entitled: false, study.Percent)),
                    statusCode: StatusCodes.Status202Accepted);
        }
        else
        {
            var isFree = card is null ? content.PriceCredits == 0 : cents == 0;
            // What is free stays the person's own when the tier ends.
            var source = isFree ? GrantSources.Free : study.Plan.AllCourses ? GrantSources.Tier : GrantSources.Credits;
            var bought = await wallet.PurchaseAsync(new($"{operation}/purchase", id, content.Title, source == GrantSources.Credits ? content.PriceCredits : 0, source));
            if (!bought.IsOk) return OutcomeResults.Refuse(bought.Fault);
        }
        return TypedResults.Ok(new PurchasedJson("Course purchased successfully", CourseJson.Of(study.Course, entitled: true, study.Percent)));
    }
}
