namespace XelaConnect.ApiHost.Privacy;

/// <summary>Everything that is held of a person, read from its grains a page at a time.</summary>
internal sealed class PersonalExport(
    IGrainFactory grains, UserView user, string sessionId, string device, DateTimeOffset now)
{
    private const int PageSize = 200;

    private static readonly NotIncludedJson[] NotIncluded =
    [
        new("The hash of your password, and the secret of your second factor", "They protect your account."),
        new("Entries of the audit log", "They are about the work of staff, who answer a question about them."),
        new("Who blocks you, and who reported you", "These are decisions of other people, and private."),
        new("Messages of others in conversations that a block hides", "They are the words of other people."),
        new("Your card", "Stripe holds it, not this service."),
        new("Answers kept for repeated requests", "They repeat what is here, encrypted, and are deleted after a day."),
    ];

    public IEnumerable<ExportSection> Sections =>
    [
        ExportSection.One("exported_at", "Exported at", () => Task.FromResult(now)),
        ExportSection.One("profile", "Your profile", () => Task.FromResult(UserJson.Of(user))),
        ExportSection.List("profile_history", "What your profile said", ProfilesAsync),
        ExportSection.One("settings", "Settings", SettingsAsync),
        ExportSection.List("sessions", "Where you are signed in", SessionsAsync),
        ExportSection.One("ways_in", "How you sign in", WaysInAsync),
        ExportSection.One("second_factor", "Second factor", SecondFactorAsync),
        ExportSection.List("devices", "Devices that your account knows", DevicesAsync),
        ExportSection.List("circles", "Circles", CirclesAsync),
        ExportSection.List("circle_posts", "Your posts in circles", PostsAsync),
        ExportSection.List("connections", "Connections", ConnectionsAsync),
        ExportSection.List("blocked_users", "People whom you block", BlockedAsync),
        ExportSection.List("conversations", "Conversations", ConversationsAsync),
        ExportSection.List("messages", "Messages", MessagesAsync),
        ExportSection.One("xela_memory", "What Xela remembers", XelaMemoryAsync),
        ExportSection.List("xela_messages", "Messages with Xela", XelaMessagesAsync),
        ExportSection.List("reflections", "Reflections", ReflectionsAsync),
        ExportSection.List("activities", "Your feed", ActivitiesAsync),
        ExportSection.List("courses", "Progress in courses", CoursesAsync),
        ExportSection.One("wallet", "Wallet", WalletAsync),
        ExportSection.List("wallet_entries", "Changes of your credits", EntriesAsync),
        ExportSection.One("subscription", "Subscription", SubscriptionAsync),
        ExportSection.One("referral", "Your referral code", ReferralAsync),
        ExportSection.List("reports", "Reports that you filed", ReportsAsync),
        ExportSection.List("not_included", "Not included", () => NotIncluded.ToAsyncEnumerable()),
    ];

    private string UserId => user.Id;

    private async IAsyncEnumerable<ExportedProfileJson> ProfilesAsync()
    {
        await foreach (var version in Portions(after => grains.User(UserId).ProfileHistoryAsync(after, PageSize)))
            yield return ExportedProfileJson.Of(version);
    }

    private async Task<ExportedSettingsJson> SettingsAsync() => new(await grains.Contacts(UserId).IsVisibleAsync());

    private async IAsyncEnumerable<SessionJson> SessionsAsync()
    {
        foreach (var session in await grains.User(UserId).SessionsAsync())
            yield return SessionJson.Of(session, sessionId);
    }

    private async Task<WaysInJson> WaysInAsync() => WaysInJson.Of(await grains.WaysIn(UserId).GetAsync());

    private async Task<SecondFactorJson> SecondFactorAsync() =>
        SecondFactorJson.Of(await grains.SecondFactor(UserId).GetAsync());

    private async IAsyncEnumerable<DeviceJson> DevicesAsync()
    {
        if (user.Email is null) yield break;
        foreach (var known in await grains.Account(Ids.OfEmail(user.Email)).DevicesAsync(UserId))
            yield return DeviceJson.Of(known, device);
    }

    private async IAsyncEnumerable<ExportedCircleJson> CirclesAsync()
    {
        await foreach (var id in CircleIdsAsync())
        {
            var isMember = grains.Circle(id).MembersAmongAsync([UserId]);
            var circle = await grains.Circle(id).SummaryAsync();
            yield return new ExportedCircleJson(
                id, !(await isMember).IsEmpty, circle?.CreatedBy == UserId, circle?.Profile.Name,
                circle?.Profile.Category, circle?.Profile.Description, circle?.Profile.Tags ?? []);
        }
    }

    private async IAsyncEnumerable<ExportedPostJson> PostsAsync()
    {
        await foreach (var id in CircleIdsAsync())
            await foreach (var post in Portions(after => grains.Circle(id).PostsOfAsync(UserId, after, PageSize)))
                yield return new ExportedPostJson(
                    id, post.Id, post.Seq, post.Message, post.Timestamp, post.Removed);
    }

    private async IAsyncEnumerable<ConnectionJson> ConnectionsAsync()
    {
        var contacts = grains.Contacts(UserId);
        await foreach (var connection in Pages(cursor => contacts.ListAsync(new(null, cursor, PageSize))))
            yield return ConnectionJson.Of(connection);
    }

    private async IAsyncEnumerable<ExportedBlockJson> BlockedAsync()
    {
        await foreach (var block in Pages(cursor => grains.Contacts(UserId).BlockedAsync(cursor, PageSize)))
            yield return new ExportedBlockJson(block.UserId, block.BlockedAt);
    }

    private async IAsyncEnumerable<ExportedConversationJson> ConversationsAsync()
    {
        await foreach (var pair in PairsAsync())
        {
            if ((await grains.Conversation(pair.Key).ExportAsync(UserId, 0, 1)).Seq == 0) continue;
            var other = pair.Other(UserId);
            var shown = await PublicProfiles.GetAsync(grains, other, connected: false);
            yield return new ExportedConversationJson(pair.ConversationId, other, shown.Name);
        }
    }

    private async IAsyncEnumerable<ExportedMessageJson> MessagesAsync()
    {
        await foreach (var pair in PairsAsync())
        {
            var conversation = grains.Conversation(pair.Key);
            await foreach (var message in Portions(after => conversation.ExportAsync(UserId, after, PageSize)))
                yield return new ExportedMessageJson(
                    pair.ConversationId, message.Id, message.Seq, message.SenderId, message.Content, message.Timestamp);
        }
    }

    private async Task<XelaMemoryJson> XelaMemoryAsync() =>
        XelaMemoryJson.Of(null, await grains.Companion(UserId).MemoryAsync());

    private async IAsyncEnumerable<MessageJson> XelaMessagesAsync()
    {
        var companion = grains.Companion(UserId);
        for (var after = 0L; ;)
        {
            var page = await companion.HistoryAsync(after, null, PageSize);
            if (page.IsEmpty) yield break;
            foreach (var message in page) yield return message.ToJson(UserId);
            after = page[^1].Seq;
        }
    }

    private async IAsyncEnumerable<ReflectionJson> ReflectionsAsync()
    {
        var reflections = grains.Reflections(UserId);
        await foreach (var reflection in Pages(cursor => reflections.ListAsync(new(null, cursor, PageSize))))
            yield return ReflectionJson.Of(reflection);
    }

    private async IAsyncEnumerable<ActivityJson> ActivitiesAsync()
    {
        string? cursor = null;
        do
        {
            var page = await grains.Feed(UserId).ListAsync(unreadOnly: false, cursor, PageSize);
            foreach (var item in Value(page).Items) yield return ActivityJson.Of(item);
            cursor = Value(page).NextCursor;
        }
        while (cursor is not null);
    }

    private async IAsyncEnumerable<CourseProgressJson> CoursesAsync()
    {
        foreach (var course in user.CoursesProgress) yield return CourseProgressJson.Of(course);
        await Task.CompletedTask;
    }

    private async Task<ExportedWalletJson> WalletAsync()
    {
        var wallet = await grains.Wallet(UserId).GetAsync();
        return new ExportedWalletJson(wallet.Credits, wallet.Debt, wallet.BoostedUntil);
    }

    private async IAsyncEnumerable<EntryJson> EntriesAsync()
    {
        await foreach (var entry in Pages(cursor => grains.Wallet(UserId).EntriesAsync(cursor, PageSize)))
            yield return EntryJson.Of(entry);
    }

    private async Task<SubscriptionJson> SubscriptionAsync() =>
        SubscriptionJson.Of(await grains.Subscription(UserId).GetAsync());

    private async Task<ExportedReferralJson> ReferralAsync()
    {
        var code = await grains.ReferralCode(user.ReferralCode).GetAsync();
        return new(user.ReferralCode, code.Referrals, code.Conversions, code.Pending, code.CreditsEarned);
    }

    /// <summary>Reports are kept by UTC month.</summary>
    private async IAsyncEnumerable<ExportedReportJson> ReportsAsync()
    {
        foreach (var month in UtcMonth.Between(user.CreatedAt, now))
        {
            var reports = grains.Reports(month);
            await foreach (var report in Portions(after => reports.ByAsync(UserId, after, PageSize)))
                yield return new ExportedReportJson(report.Id, report.UserId, report.Reason, report.Details, report.At);
        }
    }

    /// <summary>Each circle once, however often the person joined it.</summary>
    private async IAsyncEnumerable<string> CircleIdsAsync()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var id in Portions(after => grains.Memberships(UserId).EverJoinedAsync(after, PageSize)))
            if (known.Add(id)) yield return id;
    }

    private async IAsyncEnumerable<Pair> PairsAsync()
    {
        for (var after = ""; ;)
        {
            var others = await grains.Contacts(UserId).EverybodyAsync(after, PageSize);
            if (others.IsEmpty) yield break;
            foreach (var other in others) yield return Pair.Of(UserId, other);
            after = others[^1];
        }
    }

    private static async IAsyncEnumerable<T> Portions<T>(Func<long, Task<Portion<T>>> read)
    {
        var after = 0L;
        Portion<T> portion;
        do
        {
            portion = await read(after);
            foreach (var item in portion.Items) yield return item;
            after = portion.Seq;
        }
        while (portion.More);
    }

    private static async IAsyncEnumerable<T> Pages<T>(Func<string?, Task<Outcome<Page<T>>>> read)
    {
        string? cursor = null;
        do
        {
            var page = Value(await read(cursor));
            foreach (var item in page.Items) yield return item;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>A list refuses only a cursor that it did not issue.</summary>
    private static T Value<T>(Outcome<T> listed) =>
        listed.IsOk ? listed.Value : throw new InvalidOperationException(listed.Fault.Message);
}
