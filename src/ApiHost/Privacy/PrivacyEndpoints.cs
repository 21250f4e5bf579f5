namespace XelaConnect.ApiHost.Privacy;

internal static class PrivacyEndpoints
{
    private const string Zip = "zip";
    private static readonly TextRule Format = TextRule.OneOf(["json", Zip]);

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/users/me").WithTags("Accounts").RequireAuthorization();
        me.MapGet("/export", ExportAsync).RequireRateLimiting(RateLimits.Export).WithName("ExportMe")
            .WithMetadata(new StreamedMetadata(), new LongRequestMetadata())
            .WithSummary("Everything that is held of the caller, as one JSON; with format=zip an archive of that and a "
                + "page to read.")
            .WithQuery("format").Produces<ExportJson>(Status200OK, "application/json", ExportResult.ZipType);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext http, QueryInput query, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var format = query.OptionalText("format", Format);
        if (query.Refusal is { } refusal) return refusal;
        return await grains.User(caller.UserId).GetAsync() is { } user
            ? new ExportResult(new PersonalExport(
                grains, user, caller.SessionId, RateLimits.OriginOf(http).Device, time.GetUtcNow()), format == Zip)
            : Refuse(AccountFaults.UnknownUser);
    }
}
