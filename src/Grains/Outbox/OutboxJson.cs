using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Discovery;
using XelaConnect.Feed;
using XelaConnect.Grains.Subscriptions;
using XelaConnect.Payments;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Reflections;
using XelaConnect.Relationships;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Outbox;

/// <summary>The stored form of every command that an outbox message carries.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddFeedItem))]
[JsonSerializable(typeof(AddMember))]
[JsonSerializable(typeof(AddSession))]
[JsonSerializable(typeof(ChargePayment))]
[JsonSerializable(typeof(ConvertReferral))]
[JsonSerializable(typeof(CreateCircle))]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(CreditWallet))]
[JsonSerializable(typeof(DebitWallet))]
[JsonSerializable(typeof(DisputePayment))]
[JsonSerializable(typeof(EndSession))]
[JsonSerializable(typeof(EndSessions))]
[JsonSerializable(typeof(FailPayment))]
[JsonSerializable(typeof(GrantTier))]
[JsonSerializable(typeof(IntentFulfillment))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ListUnmatchedPayment))]
[JsonSerializable(typeof(ProjectRelation))]
[JsonSerializable(typeof(PutCircleSummary))]
[JsonSerializable(typeof(PutCourseOutline))]
[JsonSerializable(typeof(PutProfile))]
[JsonSerializable(typeof(PutPublicReflection))]
[JsonSerializable(typeof(ReclaimUser))]
[JsonSerializable(typeof(RecordAction))]
[JsonSerializable(typeof(RecordCreditPackEvent))]
[JsonSerializable(typeof(RecordDeparture))]
[JsonSerializable(typeof(RecordReferredSignup))]
[JsonSerializable(typeof(RecordStoreEvent))]
[JsonSerializable(typeof(RecordStoreEventWithoutProduct))]
[JsonSerializable(typeof(ReleaseMemberships))]
[JsonSerializable(typeof(RemoveMembership))]
[JsonSerializable(typeof(RemoveSession))]
[JsonSerializable(typeof(ReversePayment))]
[JsonSerializable(typeof(RevokeReferral))]
[JsonSerializable(typeof(RevokeTier))]
[JsonSerializable(typeof(SettlePayment))]
[JsonSerializable(typeof(SuggestFor))]
[JsonSerializable(typeof(UpdateFacet))]
[JsonSerializable(typeof(UpdateInboxes))]
[JsonSerializable(typeof(UpdateMember))]
[JsonSerializable(typeof(UpdateMemberCard))]
[JsonSerializable(typeof(UpgradeUser))]
internal sealed partial class OutboxJson : JsonSerializerContext;
