using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Companion;
using XelaConnect.Courses;
using XelaConnect.Discovery;
using XelaConnect.Feed;
using XelaConnect.Idempotency;
using XelaConnect.Mail;
using XelaConnect.Payments;
using XelaConnect.Presence;
using XelaConnect.Privacy;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Reflections;
using XelaConnect.Relationships;
using XelaConnect.Safety;
using XelaConnect.Subscriptions;
using XelaConnect.Video;
using XelaConnect.Wallet;

namespace XelaConnect;

/// <summary>Typed accessors, like <c>grains.Circle(id)</c>. Keys are written here and nowhere else.</summary>
public static class GrainFactoryExtensions
{
    extension(IGrainFactory grains)
    {
        /// <summary>The account of an e-mail address; the key is <see cref="Ids.OfEmail"/>.</summary>
        public IAccountGrain Account(string emailKey) => grains.GetGrain<IAccountGrain>(emailKey);
        /// <summary>Mail to an address; the key is <see cref="Ids.OfEmail"/>.</summary>
        public IMailboxGrain Mailbox(string emailKey) => grains.GetGrain<IMailboxGrain>(emailKey);
        /// <summary>A sign-in.</summary>
        public ISessionGrain Session(string sessionId) => grains.GetGrain<ISessionGrain>(sessionId);
        /// <summary>A person's second factor.</summary>
        public ISecondFactorGrain SecondFactor(string userId) => grains.GetGrain<ISecondFactorGrain>(userId);
        /// <summary>An identity or a passkey; the key is that of Identities or Passkeys.</summary>
        public IIdentityGrain Identity(string key) => grains.GetGrain<IIdentityGrain>(key);
        /// <summary>The identities by which a person signs in.</summary>
        public IWaysInGrain WaysIn(string userId) => grains.GetGrain<IWaysInGrain>(userId);
        /// <summary>A nonce of a sign-in.</summary>
        public INonceGrain Nonce(string nonce) => grains.GetGrain<INonceGrain>(Ids.Digest(nonce));
        /// <summary>Checks tokens of identity providers; a stateless worker.</summary>
        public IIdTokensGrain IdTokens() => grains.GetGrain<IIdTokensGrain>("0");
        /// <summary>Checks passkeys; a stateless worker.</summary>
        public IPasskeysGrain Passkeys() => grains.GetGrain<IPasskeysGrain>("0");
        /// <summary>Sign-in with Google; one stateless worker per silo.</summary>
        public IGoogleSignInGrain GoogleSignIn() => grains.GetGrain<IGoogleSignInGrain>("0");
        /// <summary>A user's profile and what is shown of them.</summary>
        public IUserGrain User(string userId) => grains.GetGrain<IUserGrain>(userId);
        /// <summary>A user; null when unknown or removed.</summary>
        public async ValueTask<UserView?> FindUserAsync(string userId) =>
            await grains.User(userId).GetAsync() is { IsRemoved: false } user ? user : null;
        /// <summary>A user's feed.</summary>
        public IFeedGrain Feed(string userId) => grains.GetGrain<IFeedGrain>(userId);
        /// <summary>Suggestions for the feed of a user.</summary>
        public ISuggestionsGrain Suggestions(string userId) => grains.GetGrain<ISuggestionsGrain>(userId);
        /// <summary>The audit log of a month, like 2026-01.</summary>
        public IAuditGrain AuditLog(string month) => grains.GetGrain<IAuditGrain>(month);
        /// <summary>The staff and their roles.</summary>
        public IStaffGrain Staff() => grains.GetGrain<IStaffGrain>("all");
        /// <summary>Messages between grains that failed too often.</summary>
        public IDeadLettersGrain DeadLetters() => grains.GetGrain<IDeadLettersGrain>("dead-letters");
        /// <summary>The erasure of a person; the key is the id of its receipt.</summary>
        public IErasureGrain Erasure(string receiptId) => grains.GetGrain<IErasureGrain>(receiptId);
        /// <summary>The receipt of an erasure.</summary>
        public IReceiptGrain Receipt(string receiptId) => grains.GetGrain<IReceiptGrain>(receiptId);
        /// <summary>A circle.</summary>
        public ICircleGrain Circle(string circleId) => grains.GetGrain<ICircleGrain>(circleId);
        /// <summary>Versions of many circles; a stateless worker.</summary>
        public ICircleVersionsGrain CircleVersions() => grains.GetGrain<ICircleVersionsGrain>("0");
        /// <summary>A shard of a circle's members; the key is <see cref="CircleMemberShards.KeyOf"/>.</summary>
        public ICircleMembersGrain CircleMembers(string key) => grains.GetGrain<ICircleMembersGrain>(key);
        /// <summary>The circles that a user belongs to.</summary>
        public IMembershipsGrain Memberships(string userId) => grains.GetGrain<IMembershipsGrain>(userId);
        /// <summary>The directory of versions before the shards.</summary>
        public ICircleDirectoryGrain CircleDirectory(string key = "all") => grains.GetGrain<ICircleDirectoryGrain>(key);
        /// <summary>A shard of the directory of circles; the key is <see cref="CircleDirectoryShards.KeyOf"/>.</summary>
        public ICircleDirectoryShardGrain CircleDirectoryShard(string shard) =>
            grains.GetGrain<ICircleDirectoryShardGrain>(shard);
        /// <summary>Lists and searches circles; a stateless worker.</summary>
        public ICircleListingGrain CircleListing() => grains.GetGrain<ICircleListingGrain>("0");
        /// <summary>A user's conversation with Xela.</summary>
        public ICompanionGrain Companion(string userId) => grains.GetGrain<ICompanionGrain>(userId);
        /// <summary>A budget of model calls; the key is one of <see cref="ModelBudgets"/>.</summary>
        public IModelBudgetGrain ModelBudget(string key) => grains.GetGrain<IModelBudgetGrain>(key);
        /// <summary>The connection of a pair; the key is <see cref="Pair.Key"/>.</summary>
        public IConnectionGrain Connection(string pairKey) => grains.GetGrain<IConnectionGrain>(pairKey);
        /// <summary>The conversation of a pair; the key is <see cref="Pair.Key"/>.</summary>
        public IConversationGrain Conversation(string pairKey) => grains.GetGrain<IConversationGrain>(pairKey);
        /// <summary>A user's connections and blocks.</summary>
        public IContactsGrain Contacts(string userId) => grains.GetGrain<IContactsGrain>(userId);
        /// <summary>A user's list of conversations.</summary>
        public IInboxGrain Inbox(string userId) => grains.GetGrain<IInboxGrain>(userId);
        /// <summary>A course.</summary>
        public ICourseGrain Course(string courseId) => grains.GetGrain<ICourseGrain>(courseId);
        /// <summary>The outlines of all courses.</summary>
        public ICourseCatalogGrain CourseCatalog(string key = "all") => grains.GetGrain<ICourseCatalogGrain>(key);
        /// <summary>A user's progress through courses.</summary>
        public ILearnerGrain Learner(string userId) => grains.GetGrain<ILearnerGrain>(userId);
        /// <summary>Finds compatible people; a stateless worker.</summary>
        public IMatcherGrain Matcher() => grains.GetGrain<IMatcherGrain>("0");
        /// <summary>One shard of the discovery index; the key is <see cref="MatchShards.KeyOf"/>.</summary>
        public IMatchShardGrain MatchShard(string shard) => grains.GetGrain<IMatchShardGrain>(shard);
        /// <summary>One idempotency key of one caller.</summary>
        public IIdempotencyGrain IdempotencyKey(string key) => grains.GetGrain<IIdempotencyGrain>(key);
        /// <summary>A user's presence and connections.</summary>
        public IPresenceGrain Presence(string userId) => grains.GetGrain<IPresenceGrain>(userId);
        /// <summary>One shard of the users who have devices; the key is <see cref="PresenceShards.KeyOf"/>.</summary>
        public IPresenceShardGrain PresenceShard(string shard) => grains.GetGrain<IPresenceShardGrain>(shard);
        /// <summary>The heartbeat of an API host.</summary>
        public IPresenceHostGrain PresenceHost(string hostId) => grains.GetGrain<IPresenceHostGrain>(hostId);
        /// <summary>A referral code.</summary>
        public IReferralCodeGrain ReferralCode(string code) => grains.GetGrain<IReferralCodeGrain>(code);
        /// <summary>A user's journal.</summary>
        public IReflectionsGrain Reflections(string userId) => grains.GetGrain<IReflectionsGrain>(userId);
        /// <summary>The public reflections of all users.</summary>
        public IPublicReflectionsGrain PublicReflections(string key = "all") =>
            grains.GetGrain<IPublicReflectionsGrain>(key);
        /// <summary>The reports of a month, like 2026-01.</summary>
        public IReportsGrain Reports(string month) => grains.GetGrain<IReportsGrain>(month);
        /// <summary>A user's credits and purchases.</summary>
        public IWalletGrain Wallet(string userId) => grains.GetGrain<IWalletGrain>(userId);
        /// <summary>A payment intent of Stripe's.</summary>
        public IPaymentIntentGrain PaymentIntent(string intentId) => grains.GetGrain<IPaymentIntentGrain>(intentId);
        /// <summary>Referrals that were held for staff.</summary>
        public IHeldReferralsGrain HeldReferrals(string key = IHeldReferralsGrain.Key) =>
            grains.GetGrain<IHeldReferralsGrain>(key);
        /// <summary>Card payments that matched no order.</summary>
        public IUnmatchedPaymentsGrain UnmatchedPayments(string key = IUnmatchedPaymentsGrain.Key) =>
            grains.GetGrain<IUnmatchedPaymentsGrain>(key);
        /// <summary>A credit pack sold by a store; the key is <see cref="CreditPacks.KeyOf"/>.</summary>
        public ICreditPackGrain CreditPack(string key) => grains.GetGrain<ICreditPackGrain>(key);
        /// <summary>A user's subscription.</summary>
        public ISubscriptionGrain Subscription(string userId) => grains.GetGrain<ISubscriptionGrain>(userId);
        /// <summary>Receives events of the app stores; a stateless worker.</summary>
        public IStoreNoticesGrain StoreNotices() => grains.GetGrain<IStoreNoticesGrain>("0");
        /// <summary>A store customer that is not a user; the key is <see cref="StoreCustomers.KeyOf"/>.</summary>
        public IStoreCustomerGrain StoreCustomer(string key) => grains.GetGrain<IStoreCustomerGrain>(key);
        /// <summary>Video rooms at the provider; a stateless worker.</summary>
        public IVideoRoomsGrain VideoRooms() => grains.GetGrain<IVideoRoomsGrain>("0");
        /// <summary>Plans, prices and limits; a stateless worker.</summary>
        public IPlansGrain Plans() => grains.GetGrain<IPlansGrain>("0");
    }
}
