using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Admin;

/// <summary>Roles of the staff, what they read of people, and the audit log of both.</summary>
internal static class StaffHandlers
{
    private const int ExportPage = 500;
    private const string Lines = "application/x-ndjson";
    private static readonly TextRule Scope = TextRule.OneOf(StaffScopes.All);
    private static readonly TextRule Reason = TextRule.Prose(Limits.AdminReason);
    private static readonly TextRule Month = new(
        7, static text => DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _), "must be a month like 2026-11");

    public static void MapStaff(this RouteGroupBuilder admin)
    {
        admin.MapGet("/staff", ListAsync).WithName("ListStaff")
            .WithSummary("Everybody with a granted role. Owners by the settings are not listed.")
            .Produces<StaffPageJson>().ForStaff(StaffScopes.Owner, "list_staff").ExcludeFromDescription();
        admin.MapPut("/staff/{user_id}", GrantAsync).WithName("GrantRole")
            .WithSummary("Replaces the scopes of a person; none takes the role away.")
            .AcceptsBody(new GrantScopesRequest([StaffScopes.Support], "Joins the support team."))
            .Produces<StaffChangedJson>().WithFaults(Status404NotFound, Status409Conflict)
            .RecordsItself(StaffScopes.Owner, "grant_role").ExcludeFromDescription();
        admin.MapGet("/users/{user_id}", UserAsync).WithName("ReadUser")
            .WithSummary("A person's own view, for support.").Produces<StaffUserJson>().WithFaults(Status404NotFound)
            .ForStaff(StaffScopes.Support, "read_user").ExcludeFromDescription();
        admin.MapGet("/reports", ReportsAsync).WithName("ListReports")
            .WithSummary("Reports of a month, oldest first.").WithQuery("month", "after_seq", "limit")
            .Produces<ReportsJson>().ForStaff(StaffScopes.Moderator, "list_reports").ExcludeFromDescription();
        admin.MapGet("/audit", AuditAsync).WithName("ListAudit")
            .WithSummary("Entries of the audit log of a month, newest first.").WithQuery("month", "cursor", "limit")
            .Produces<AuditPageJson>().ForStaff(StaffScopes.Owner, "read_audit").ExcludeFromDescription();
        admin.MapGet("/audit/export", ExportAsync).WithName("ExportAudit")
            .WithSummary("The audit log of a month, an entry a line, and a last line with the state of its hash chain.")
            .WithQuery("month").Produces<AuditEntryJson>(Status200OK, Lines)
            .ForStaff(StaffScopes.Owner, "export_audit").ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains) =>
        TypedResults.Ok(new StaffPageJson([.. (await grains.Staff().ListAsync()).Select(StaffJson.Of)]));

    private static async Task<IResult> GrantAsync(
        HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var scopes = input.Texts("scopes", StaffScopes.All.Length, Scope);
        if (scopes is null && input.Refusal is null) input.Refuse("scopes", InputErrors.Required);
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf("user", userId)) return Refuse(AccountFaults.UnknownUser);
        var granted = await grains.Staff().GrantAsync(
            new(Operation.Of(http), admin.UserId, userId, scopes ?? [], reason));
        return Ok(granted, view => new StaffChangedJson(
            view.Scopes.IsEmpty ? "Role taken away" : "Role granted", StaffJson.Of(view)));
    }

    private static async Task<IResult> UserAsync(
        [FromRoute(Name = "user_id")] string userId, IGrainFactory grains) =>
        Ids.IsOf("user", userId) && await grains.User(userId).GetAsync() is { } user
            ? TypedResults.Ok(new StaffUserJson(UserJson.Of(user), user.IsRemoved))
            : Refuse(AccountFaults.UnknownUser);

    private static async Task<IResult> ReportsAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var (month, after, limit) = (MonthOf(http, query), query.Seq("after_seq") ?? 0, query.Limit());
        if (query.Refusal is { } refusal) return refusal;
        var reports = await grains.Reports(month).ListAsync(after, limit);
        return TypedResults.Ok(new ReportsJson(month, [.. reports.Select(ReportJson.Of)]));
    }

    private static async Task<IResult> AuditAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var month = MonthOf(http, query);
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        return Ok(await grains.AuditLog(month).PageAsync(cursor, limit), page => new AuditPageJson(
            month, [.. page.Items.Select(AuditEntryJson.Of)], page.NextCursor));
    }

    private static IResult ExportAsync(
        HttpContext http, QueryInput query, IGrainFactory grains, IOptions<JsonOptions> json)
    {
        var month = MonthOf(http, query);
        if (query.Refusal is { } refusal) return refusal;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{month}.ndjson\"";
        var (audit, options) = (grains.AuditLog(month), json.Value.SerializerOptions);
        return TypedResults.Stream(body => WriteAsync(body, audit, month, options, http.RequestAborted), Lines);
    }

    /// <summary>Page by page, so that memory stays flat.</summary>
    private static async Task WriteAsync(
        Stream body, IAuditGrain audit, string month, JsonSerializerOptions json, CancellationToken stop)
    {
        var (hash, seq, brokenAt) = (AuditChain.Start(month), 0L, (long?)null);
        while (await audit.AfterAsync(seq, ExportPage) is { IsEmpty: false } page)
        {
            foreach (var entry in page)
            {
                hash = AuditChain.Next(hash, entry);
                if (entry.Seq != seq + 1 || (entry.Hash is not null && entry.Hash != hash)) brokenAt ??= entry.Seq;
                seq = entry.Seq;
                await LineAsync(AuditEntryJson.Of(entry));
            }
        }
        await LineAsync(new AuditEndJson(month, seq, hash, brokenAt is null, brokenAt));

        async Task LineAsync<T>(T line)
        {
            await JsonSerializer.SerializeAsync(body, line, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)), stop);
            await body.WriteAsync("\n"u8.ToArray(), stop);
        }
    }

    private static string MonthOf(HttpContext http, QueryInput query) =>
        query.OptionalText("month", Month) ?? UtcMonth.Of(Operation.NowOf(http));
}
