namespace XelaConnect.ApiHost.Circles;

internal static class CirclesEndpoints
{
    public static void MapCircles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/circles", CircleHandlers.ListAsync).RequireRateLimiting(RateLimits.Search).AllowAnonymous()
            .WithTags("Circles").WithName("ListCircles")
            .WithSummary("Circles by category and words; works signed out.")
            .WithQuery("category", "q", "cursor", RouteDocs.WholeLimit)
            .Produces<CirclesPageJson>().Produces(Status304NotModified);

        var circles = routes.MapGroup("/api/circles").WithTags("Circles").RequireAuthorization();
        MapCircle(circles);
        MapMembers(circles);
        MapPosts(circles);
    }

    private static void MapCircle(RouteGroupBuilder circles)
    {
        circles.MapPost("", CircleHandlers.CreateAsync).MembersOnly().WithName("CreateCircle")
            .WithSummary("Creates a circle; the creator is its first member. A user creates at most 10.")
            .AcceptsBody(new NewCircleRequest(
                "Evening walks", "Wellness", "We walk for an hour after work.",
                Color: "#2E7D32", Emoji: "🌿", Tags: ["outdoors"]))
            .Produces<CircleChangedJson>(Status201Created).WithFaults(Status402PaymentRequired);
        circles.MapGet("/{id}", CircleHandlers.GetAsync).WithName("GetCircle")
            .WithSummary("One circle with its first members and recent posts.").Produces<CircleDetailResponseJson>();
        circles.MapPut("/{id}", CircleHandlers.EditAsync).MembersOnly().WithName("EditCircle")
            .WithSummary("Changes a circle; its creator only. Fields left out stay as they are.")
            .AcceptsBody(new CircleChangeRequest(Description: "We walk for an hour, rain or shine."))
            .Produces<CircleChangedJson>();
        circles.MapDelete("/{id}", CircleHandlers.DeleteAsync).WithName("DeleteCircle")
            .WithSummary("Deletes a circle; its creator only.").Produces<DoneJson>().WithFaults(Status403Forbidden);
    }

    private static void MapMembers(RouteGroupBuilder circles)
    {
        circles.MapPost("/{id}/join", MembershipHandlers.JoinAsync).WithName("JoinCircle")
            .WithSummary("Joins a circle; again changes nothing.").Produces<CircleChangedJson>()
            .WithFaults(Status402PaymentRequired, Status403Forbidden);
        circles.MapPost("/{id}/leave", MembershipHandlers.LeaveAsync).WithName("LeaveCircle")
            .WithSummary("Leaves a circle; again changes nothing.").Produces<DoneJson>();
        circles.MapGet("/{id}/members", MembershipHandlers.ListAsync).WithName("ListCircleMembers")
            .WithSummary("Members in the order in which they joined.").WithQuery("cursor", "limit")
            .Produces<MembersJson>();
        circles.MapDelete("/{id}/members/{user_id}", MembershipHandlers.ExcludeAsync).WithName("RemoveCircleMember")
            .WithSummary("Excludes a member until they are readmitted; the circle's creator only.")
            .Produces<DoneJson>().WithFaults(Status403Forbidden, Status409Conflict);
        circles.MapPut("/{id}/members/{user_id}", MembershipHandlers.ReadmitAsync).WithName("LetInCircleMember")
            .WithSummary("Permits an excluded user to join again; the circle's creator only.").Produces<DoneJson>()
            .WithFaults(Status403Forbidden);
    }

    private static void MapPosts(RouteGroupBuilder circles)
    {
        circles.MapPost("/{id}/activity", PostHandlers.PostAsync).MembersOnly().WithName("PostToCircle")
            .WithSummary("Posts to a circle; members only. The response means that the post is stored.")
            .AcceptsBody(new PostRequest("Seven tonight, at the bridge?")).Produces<PostedJson>(Status201Created);
        circles.MapGet("/{id}/activity", PostHandlers.HistoryAsync).WithName("GetCircleActivity")
            .WithSummary("Posts, ascending by seq: the first after a seq, or the newest before one, or the newest.")
            .WithQuery("after_seq", "before_seq", "limit").Produces<HistoryJson>();
        circles.MapDelete("/{id}/activity/{activity_id}", PostHandlers.RemoveAsync).WithName("RemoveCircleActivity")
            .WithSummary("Removes a post; the circle's creator only. It keeps its seq, with an empty message.")
            .Produces<DoneJson>().WithFaults(Status403Forbidden);
    }
}
