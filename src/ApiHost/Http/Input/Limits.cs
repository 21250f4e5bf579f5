namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Every bound on what a request may carry, in one place. Lengths count characters as people do, near enough: Unicode scalar values, so that
/// an emoji of two UTF-16 units is one, as it is for clients in languages that count code points.
/// </summary>
internal static class Limits
{
    // Contract §0, "limits".
    public const int Name = 80;
    public const int Bio = 500;
    public const int Interests = 20;
    public const int Interest = 40;
    public const int AgeFrom = 13;
    public const int AgeTo = 120;
    public const int PasswordFrom = 8;
    public const int PasswordTo = 128;
    public const int Message = 4000;

    // Contract, "Xela": the running summary, where a person writes it.
    public const int Memory = 2000;

    // Contract §1, endpoints 1-3 and 7: fields the contract names without a bound.
    public const int Email = TextForm.LongestEmail;
    public const int City = 80;
    public const int TimeZone = 64;
    public const int Url = 2048;
    public const int ProviderSession = 512;
    public const int ReferralCode = 40;

    // Contract §1, endpoint 9, and §3 "Circles": likewise.
    public const int CircleDescription = 1000;
    public const int Color = 7;
    public const int Emoji = 16;
    public const int Tags = 10;
    public const int Tag = 30;
    public const int SearchWords = 100;
    public const int Cursor = 512;
    // A seq is a long; as text, since attributes hold no longs as bounds.
    public const string LastSeq = "9223372036854775807";

    // Contract §3 "Payments": a token of Stripe's.
    public const int CardToken = 255;
    // Contract §3 "Admin": likewise.
    public const int AdminCredits = 1_000_000;
    public const int AdminReason = 500;
    // Contract §1, endpoint 16: likewise.
    public const int ModuleId = 100;

    // Contract §2 "Reflections".
    public const int ReflectionPrompt = 500;
    public const int ReflectionContent = 4000;

    // Contract §2 "Safety": likewise.
    public const int ReportReason = 200;
    public const int ReportDetails = 2000;
    // Contract §3 "Conversations": where someone was when they last asked. It names every circle they are in.
    public const int SyncCursor = 8192;

    // Contract §3 "Accounts": what a session shows of the device it was opened on.
    public const int Device = 200;

    // Contract §3 "Payments": what a webhook's event carries. Times end with the year 2999, so that whatever is added to one is still a time.
    public const int EventId = 100;
    public const int EventType = 60;
    public const int ForeignUserId = 500;
    public const int ForeignUserIds = 100;
    public const int StoreText = 300;
    public const int Entitlements = 50;
    public const long LastMillisecond = 32_503_679_999_999;
}
