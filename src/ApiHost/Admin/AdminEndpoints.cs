namespace XelaConnect.ApiHost.Admin;

/// <summary>Routes of admins (<c>docs/api/http.md</c>, "Admin"). For other callers every path below is unknown.</summary>
internal static class AdminEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").WithTags("Admin").RequireAuthorization(Authorization.Staff);
        admin.MapPost("/credits", AdminHandlers.CreditsAsync)
            .WithName("AdjustCredits").WithSummary("Gives or takes credits; admins only, nothing at this address for others.")
            .AcceptsBody(new AdjustCreditsRequest(RouteDocs.SomeUser, 50, "Thank you for your patience.")).Produces<CreditsAdjustedJson>()
            .WithFaults(Status400BadRequest, Status402PaymentRequired, Status404NotFound);
        admin.MapPost("/users/{user_id}/remove", AdminHandlers.RemoveUserAsync)
            .WithName("RemoveUser").WithSummary("Removes an account as fraud: its sessions end, its invitation's rewards are taken back.")
            .AcceptsBody(new RemoveUserRequest("Several accounts of one person.")).Produces<DoneJson>()
            .WithFaults(Status400BadRequest, Status404NotFound)
            // A route for operators, which the API does not promise to clients.
            .ExcludeFromDescription();
        admin.MapGet("/payments/kept", AdminHandlers.KeptPaymentsAsync)
            .WithName("ListKeptPayments")
            .WithSummary("Card payments that were taken and could not be given, newest first: "
                + "amount or currency differ, or their metadata say too little.")
            .WithQuery("cursor", "limit").Produces<UnmatchedPaymentsPageJson>().WithFaults(Status400BadRequest,
                Status404NotFound).ExcludeFromDescription();
        // Handles what the router would refuse by method or media type, which would reveal that the path exists.
        admin.Map("/{**path}", () => OutcomeResults.Refuse(HttpFaults.UnknownRoute)).ExcludeFromDescription();
        return routes;
    }
}
