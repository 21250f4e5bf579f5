namespace XelaConnect.ApiHost.Http;

/// <summary>The limits of request fields, in Unicode scalar values: an emoji is one character.</summary>
internal static class Limits
{
    // docs/api/http.md, "field limits".
    public const int Name = 80;
    public const int Bio = 500;
    public const int Interests = 20;
    public const int Interest = 40;
    public const int AgeFrom = 13;
    public const int AgeTo = 120;
    public const int PasswordFrom = 8;
    public const int PasswordTo = 128;
    public const int Message = 4000;

    // What Xela remembers, when a person writes it.
    public const int Memory = 2000;

    // Accounts and profiles.
    public const int Email = TextForm.MaxEmailLength;
    public const int City = 80;
    public const int TimeZone = 64;
    public const int Url = 2048;
    public const int ProviderSession = 512;
    public const int ReferralCode = 40;
    public const int SecondFactorCode = 20;
    public const int IdToken = 8192;
    public const int Nonce = 64;

    // Passkeys: base64url of what WebAuthn allows, or of more than any authenticator sends.
    public const int PasskeyName = 80;
    public const int CredentialId = 1364;
    public const int ClientData = 4096;
    public const int Attestation = 16_384;
    public const int AuthenticatorData = 4096;
    public const int Signature = 2048;
    public const int UserHandle = 128;

    // Circles and lists.
    public const int CircleDescription = 1000;
    public const int Color = 7;
    public const int Emoji = 16;
    public const int Tags = 10;
    public const int Tag = 30;
    public const int DefaultPageSize = 20;
    public const int MaxPageSize = 100;
    public const int SearchWords = 100;
    public const int Cursor = 512;
    // A seq is a long; text, because attributes hold no longs as bounds.
    public const string LastSeq = "9223372036854775807";

    // A card token of Stripe.
    public const int CardToken = 255;
    // Admin.
    public const int AdminCredits = 1_000_000;
    public const int AdminReason = 500;
    public const int AuditTarget = 100;
    // Courses.
    public const int ModuleId = 100;

    // Reflections.
    public const int ReflectionPrompt = 500;
    public const int ReflectionContent = 4000;

    // Safety.
    public const int ReportReason = 200;
    public const int ReportDetails = 2000;
    // The cursor of a sync, which holds a position of every circle of the person.
    public const int SyncCursor = 8192;

    // Video rooms; Daily.co's limits of names and of people in a call.
    public const int RoomName = 128;
    public const int CallFrom = 2;
    public const int CallTo = 200;
    public const int CallMinutes = 24 * 60;

    // The device of a session.
    public const int Device = 200;

    // Events of webhooks. Times end with the year 2999, so that a sum with any duration is still a time.
    public const int EventId = 100;
    public const int EventType = 60;
    public const int ForeignUserId = 500;
    public const int ForeignUserIds = 100;
    public const int StoreText = 300;
    public const int Entitlements = 50;
    public const long LastMillisecond = 32_503_679_999_999;
}

/// <summary>The length of a list's texts in the OpenAPI document: 1 to <paramref name="max"/> characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemLengthAttribute(int max) : Attribute
{
    public int Max { get; } = max;
}

/// <summary>A text that is one of a fixed set, in the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}

internal sealed class CircleCategoryAttribute() : OneOfAttribute([.. CircleCategories.All]);
/// <summary>A language of mails; an empty text is none.</summary>
internal sealed class LanguageOrNoneAttribute() : OneOfAttribute([.. Languages.All, ""]);
/// <summary>An identity badge; an empty text is none.</summary>
internal sealed class IdentityBadgeAttribute() : OneOfAttribute([.. IdentityBadges.All, ""]);
