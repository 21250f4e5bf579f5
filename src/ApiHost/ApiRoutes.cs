namespace XelaConnect.ApiHost;

internal static class ApiRoutes
{
    /// <summary>Maps the API, the hub and the operational endpoints. HEAD responds wherever GET does.</summary>
    public static void MapXela(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("").AlsoHead();
        routes.MapApi();
        routes.MapPictures();
        routes.MapCodePages();
        routes.MapLive();
        routes.MapOperations();
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapAccounts();
        routes.MapMailWebhook();
        routes.MapProfiles();
        routes.MapPrivacy();
        routes.MapCircles();
        routes.MapCourses();
        routes.MapConnections();
        routes.MapConversations();
        routes.MapPresence();
        routes.MapSafety();
        routes.MapVideo();
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
