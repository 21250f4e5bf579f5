using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Companion;
using XelaConnect.Courses;
using XelaConnect.Discovery;
using XelaConnect.Feed;
using XelaConnect.Idempotency;
using XelaConnect.Payments;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Reflections;
using XelaConnect.Relationships;
using XelaConnect.Safety;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect;

/// <summary>Typed accessors: <c>grains.Circle(id)</c> rather than <c>grains.GetGrain&lt;ICircleGrain&gt;(id)</c>. Keys are written here and nowhere else.</summary>
public static class GrainFactoryExtensions
{
    /// <summary>The account of an e-mail address; the key is <see cref="Ids.OfEmail"/>.</summary>
    public static IAccountGrain Account(this IGrainFactory grains, string emailKey) => grains.GetGrain<IAccountGrain>(emailKey);

    /// <summary>A sign-in.</summary>
    public static ISessionGrain Session(this IGrainFactory grains, string sessionId) => grains.GetGrain<ISessionGrain>(sessionId);

    /// <summary>Sign-in with Google; one stateless worker per silo.</summary>
    public static IGoogleSignInGrain GoogleSignIn(this IGrainFactory grains) => grains.GetGrain<IGoogleSignInGrain>("0");

    /// <summary>A user's profile and what is shown of them.</summary>
    public static IUserGrain User(this IGrainFactory grains, string userId) => grains.GetGrain<IUserGrain>(userId);

    /// <summary>A user's feed.</summary>
    public static IFeedGrain Feed(this IGrainFactory grains, string userId) => grains.GetGrain<IFeedGrain>(userId);

    /// <summary>Suggestions for the feed of a user.</summary>
    public static ISuggestionsGrain Suggestions(this IGrainFactory grains, string userId) => grains.GetGrain<ISuggestionsGrain>(userId);

    /// <summary>The audit log of a month, like 2026-01.</summary>
    public static IAuditGrain AuditLog(this IGrainFactory grains, string month) => grains.GetGrain<IAuditGrain>(month);

    /// <summary>A circle.</summary>
    public static ICircleGrain Circle(this IGrainFactory grains, string circleId) => grains.GetGrain<ICircleGrain>(circleId);

    /// <summary>The circles that a user belongs to.</summary>
    public static IMembershipsGrain Memberships(this IGrainFactory grains, string userId) => grains.GetGrain<IMembershipsGrain>(userId);

    /// <summary>The summaries of all circles.</summary>
    public static ICircleDirectoryGrain CircleDirectory(this IGrainFactory grains, string key = "all") => grains.GetGrain<ICircleDirectoryGrain>(key);

    /// <summary>Lists and searches circles; a stateless worker.</summary>
    public static ICircleListingGrain CircleListing(this IGrainFactory grains) => grains.GetGrain<ICircleListingGrain>("0");

    /// <summary>A user's conversation with Xela.</summary>
    public static ICompanionGrain Companion(this IGrainFactory grains, string userId) => grains.GetGrain<ICompanionGrain>(userId);

    /// <summary>A budget of model calls; the key is one of <see cref="ModelBudgets"/>.</summary>
    public static IModelBudgetGrain ModelBudget(this IGrainFactory grains, string key) => grains.GetGrain<IModelBudgetGrain>(key);

    /// <summary>The connection of a pair; the key is <see cref="Pair.Key"/>.</summary>
    public static IConnectionGrain Connection(this IGrainFactory grains, string pairKey) => grains.GetGrain<IConnectionGrain>(pairKey);

    /// <summary>The conversation of a pair; the key is <see cref="Pair.Key"/>.</summary>
    public static IConversationGrain Conversation(this IGrainFactory grains, string pairKey) => grains.GetGrain<IConversationGrain>(pairKey);

    /// <summary>A user's connections and blocks.</summary>
    public static IContactsGrain Contacts(this IGrainFactory grains, string userId) => grains.GetGrain<IContactsGrain>(userId);

    /// <summary>A user's list of conversations.</summary>
    public static IInboxGrain Inbox(this IGrainFactory grains, string userId) => grains.GetGrain<IInboxGrain>(userId);

    /// <summary>A course.</summary>
    public static ICourseGrain Course(this IGrainFactory grains, string courseId) => grains.GetGrain<ICourseGrain>(courseId);

    /// <summary>The outlines of all courses.</summary>
    public static ICourseCatalogGrain CourseCatalog(this IGrainFactory grains, string key = "all") => grains.GetGrain<ICourseCatalogGrain>(key);

    /// <summary>A user's progress through courses.</summary>
    public static ILearnerGrain Learner(this IGrainFactory grains, string userId) => grains.GetGrain<ILearnerGrain>(userId);

    /// <summary>Finds compatible people; a stateless worker.</summary>
    public static IMatcherGrain Matcher(this IGrainFactory grains) => grains.GetGrain<IMatcherGrain>("0");

    /// <summary>One shard of the discovery index; the key is <see cref="MatchShards.KeyOf"/>.</summary>
    public static IMatchShardGrain MatchShard(this IGrainFactory grains, string shard) => grains.GetGrain<IMatchShardGrain>(shard);

    /// <summary>One idempotency key of one caller.</summary>
    public static IIdempotencyGrain IdempotencyKey(this IGrainFactory grains, string key) => grains.GetGrain<IIdempotencyGrain>(key);

    /// <summary>A user's presence and connections.</summary>
    public static IPresenceGrain Presence(this IGrainFactory grains, string userId) => grains.GetGrain<IPresenceGrain>(userId);

    /// <summary>The heartbeat of an API host.</summary>
    public static IPresenceHostGrain PresenceHost(this IGrainFactory grains, string hostId) => grains.GetGrain<IPresenceHostGrain>(hostId);

    /// <summary>A referral code.</summary>
    public static IReferralCodeGrain ReferralCode(this IGrainFactory grains, string code) => grains.GetGrain<IReferralCodeGrain>(code);

    /// <summary>A user's journal.</summary>
    public static IReflectionsGrain Reflections(this IGrainFactory grains, string userId) => grains.GetGrain<IReflectionsGrain>(userId);

    /// <summary>The public reflections of all users.</summary>
    public static IPublicReflectionsGrain PublicReflections(this IGrainFactory grains, string key = "all") => grains.GetGrain<IPublicReflectionsGrain>(key);

    /// <summary>The reports of a month, like 2026-01.</summary>
    public static IReportsGrain Reports(this IGrainFactory grains, string month) => grains.GetGrain<IReportsGrain>(month);

    /// <summary>A user's credits and purchases.</summary>
    public static IWalletGrain Wallet(this IGrainFactory grains, string userId) => grains.GetGrain<IWalletGrain>(userId);

    /// <summary>A payment intent of Stripe's.</summary>
    public static IPaymentIntentGrain PaymentIntent(this IGrainFactory grains, string intentId) => grains.GetGrain<IPaymentIntentGrain>(intentId);

    /// <summary>Card payments that matched no order.</summary>
    public static IUnmatchedPaymentsGrain UnmatchedPayments(this IGrainFactory grains, string key = IUnmatchedPaymentsGrain.Key) => grains.GetGrain<IUnmatchedPaymentsGrain>(key);

    /// <summary>A credit pack sold by a store; the key is <see cref="CreditPacks.KeyOf"/>.</summary>
    public static ICreditPackGrain CreditPack(this IGrainFactory grains, string key) => grains.GetGrain<ICreditPackGrain>(key);

    /// <summary>A user's subscription.</summary>
    public static ISubscriptionGrain Subscription(this IGrainFactory grains, string userId) => grains.GetGrain<ISubscriptionGrain>(userId);

    /// <summary>Receives events of the app stores; a stateless worker.</summary>
    public static IStoreNoticesGrain StoreNotices(this IGrainFactory grains) => grains.GetGrain<IStoreNoticesGrain>("0");

    /// <summary>A store customer that is not a user; the key is <see cref="StoreCustomers.KeyOf"/>.</summary>
    public static IStoreCustomerGrain StoreCustomer(this IGrainFactory grains, string key) => grains.GetGrain<IStoreCustomerGrain>(key);

    /// <summary>Plans, prices and limits; a stateless worker.</summary>
    public static IPlansGrain Plans(this IGrainFactory grains) => grains.GetGrain<IPlansGrain>("0");
}
