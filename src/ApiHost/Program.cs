using XelaConnect.ApiHost;
using XelaConnect.ApiHost.Accounts;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Discovery;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Live;
using XelaConnect.ApiHost.Operations;
using XelaConnect.ApiHost.Payments;
using XelaConnect.ApiHost.Presence;
using XelaConnect.ApiHost.Referrals;
using XelaConnect.ApiHost.Reflections;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Safety;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Sync;
using XelaConnect.ApiHost.Wallet;
using XelaConnect.ServiceDefaults;

return await Startup.RunAsync(() =>
{
    // Settings are beside the program; the data directory is relative to the working directory.
    var builder =
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddConsoleLog();
    builder.AddXelaHttp(
        AccountsJson.Default, CirclesJson.Default, CoursesJson.Default, ReferralsJson.Default, WalletJson.Default,
        SubscriptionsJson.Default, AdminJson.Default, ConnectionsJson.Default, ConversationsJson.Default, PresenceRoutesJson.Default,
        SafetyJson.Default, ActivitiesJson.Default, SyncJsonContext.Default, DiscoveryJson.Default,
        CompanionJson.Default, ReflectionsJson.Default);
    builder.Services.AddSingleton(PaymentSettings.Read(builder.Configuration));
    builder.AddRevenueCat();
    builder.AddGrains();
    builder.Services.AddLive();

    var app = builder.Build();
    app.UseXelaHttp();
    app.MapXela();
    app.PrintOnStart();
    return app;
});
