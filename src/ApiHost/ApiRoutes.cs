using XelaConnect.ApiHost.Accounts;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Discovery;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Live;
using XelaConnect.ApiHost.Operations;
using XelaConnect.ApiHost.Presence;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.ApiHost.Referrals;
using XelaConnect.ApiHost.Reflections;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Safety;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Sync;
using XelaConnect.ApiHost.Wallet;

namespace XelaConnect.ApiHost;

/// <summary>Maps all routes of the host.</summary>
internal static class ApiRoutes
{
    /// <summary>Maps the API, the hub and the operational endpoints. HEAD responds wherever GET does.</summary>
    public static void MapXela(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("").AlsoHead();
        routes.MapApi();
        routes.MapLive();
        routes.MapOperations();
    }

    /// <summary>Maps the API, feature by feature.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapAccounts();
        routes.MapProfiles();
        routes.MapCircles();
        routes.MapCourses();
        routes.MapConnections();
        routes.MapConversations();
        routes.MapPresence();
        routes.MapSafety();
        routes.MapFeed();
        routes.MapReflections();
        routes.MapSync();
        routes.MapReferrals();
        routes.MapWallet();
        routes.MapSubscriptions();
        routes.MapAdmin();
        routes.MapDiscovery();
        routes.MapCompanion();
    }
}
