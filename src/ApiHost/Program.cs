using XelaConnect.ApiHost;

return await Startup.RunAsync(() =>
{
    // Settings are beside the program; the data directory is relative to the working directory.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });
    builder.AddConsoleLog();
    builder.AddXelaHttp(
        AccountsJson.Default, CirclesJson.Default, CoursesJson.Default, ReferralsJson.Default, WalletJson.Default,
        SubscriptionsJson.Default, AdminJson.Default, ConnectionsJson.Default, ConversationsJson.Default, PresenceRoutesJson.Default,
        SafetyJson.Default, ActivitiesJson.Default, SyncJsonContext.Default, DiscoveryJson.Default,
        CompanionJson.Default, ReflectionsJson.Default, VideoJson.Default, PrivacyJson.Default);
    builder.Services.AddSingleton(PaymentSettings.Read(builder.Configuration));
    builder.Services.AddSingleton(MailWebhookSettings.Read(builder.Configuration));
    builder.AddRevenueCat();
    builder.AddGrains();
    builder.Services.AddLive();

    var app = builder.Build();
    app.UseXelaHttp();
    app.MapXela();
    app.PrintOnStart();
    return app;
});
