using System.Collections.Immutable;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.Reflections;

namespace XelaConnect.ApiHost.Reflections;

/// <summary>The caller's journal, and what others made public of theirs.</summary>
internal static class ReflectionHandlers
{
    private const string Kind = "reflection";

    /// <summary>How often a page of public ones is filled up for those on it that the caller may not see.</summary>
    private const int MaxRounds = 5;

    private static readonly TextRule Prompt = TextRule.Prose(Limits.ReflectionPrompt);
    private static readonly TextRule Content = TextRule.Prose(Limits.ReflectionContent);
    private static readonly TextRule Words = new(Limits.SearchWords);

    public static async Task<IResult> WriteAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.OptionalText("prompt", Prompt);
        var content = input.Text("content", Content);
        var isPublic = input.OptionalFlag("is_public") ?? false;
        if (input.Refusal is { } refusal) return refusal;
        if (await Members.RefusePublishingAsync(http, isPublic, grains) is { } guest) return guest;
        var written = await grains.Reflections(caller.UserId).WriteAsync(new(Operation.Of(http), prompt, content, isPublic));
        return OutcomeResults.Of(written, view => TypedResults.Created((string?)null, new ReflectionChangedJson("Reflection saved", ReflectionJson.Of(view))));
    }

    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var words = query.OptionalText("q", Words);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Reflections(caller.UserId).ListAsync(new(words, cursor, limit));
        return OutcomeResults.Of(listed, page => TypedResults.Ok(new ReflectionsPageJson([.. page.Items.Select(static r => ReflectionJson.Of(r))], page.NextCursor)));
    }

    public static async Task<IResult> ListPublicAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var shown = new List<ReflectionJson>();
        for (var round = 0; ; round++)
        {
            var listed = await grains.PublicReflections().ListAsync(cursor, limit - shown.Count);
            if (!listed.IsOk) return OutcomeResults.Refuse(listed.Fault);
            shown.AddRange(await ShowAsync(grains, caller.UserId, listed.Value.Items));
            cursor = listed.Value.NextCursor;
            if (cursor is null || shown.Count == limit || round == MaxRounds) return TypedResults.Ok(new ReflectionsPageJson(shown, cursor));
        }
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var own = await grains.Reflections(caller.UserId).GetAsync(id, publicOnly: false);
        if (own is { IsOk: true, Value.IsPublic: false }) return TypedResults.Ok(new ReflectionFoundJson(ReflectionJson.Of(own.Value)));
        var author = own.IsOk ? caller.UserId : await grains.PublicReflections().AuthorAsync(id);
        if (author is null) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var shown = await ShowAsync(grains, caller.UserId, [new PublicReflection(id, author, default)]);
        return shown is [var found] ? TypedResults.Ok(new ReflectionFoundJson(found)) : OutcomeResults.Refuse(ReflectionFaults.Unknown);
    }

    public static async Task<IResult> EditAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.ClearableText("prompt", Prompt);
        var content = input.ChangedText("content", Content);
        var isPublic = input.OptionalFlag("is_public");
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        if (await Members.RefusePublishingAsync(http, isPublic == true, grains) is { } guest) return guest;
        var edited = await grains.Reflections(caller.UserId).EditAsync(new(Operation.Of(http), id, prompt, content, isPublic));
        return OutcomeResults.Of(edited, view => TypedResults.Ok(new ReflectionChangedJson("Reflection updated", ReflectionJson.Of(view))));
    }

    public static async Task<IResult> DeleteAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var deleted = await grains.Reflections(caller.UserId).DeleteAsync(new(Operation.Of(http), id));
        return OutcomeResults.Of(deleted, _ => TypedResults.Ok(new DoneJson("Reflection deleted")));
    }

    /// <summary>Those of several that the caller may read, in their order: public still, by somebody who is here and whom the caller does not block.</summary>
    private static async Task<List<ReflectionJson>> ShowAsync(IGrainFactory grains, string callerId, ImmutableArray<PublicReflection> places)
    {
        if (places.IsEmpty) return [];
        ImmutableArray<string> authors = [.. places.Select(static p => p.UserId).Distinct()];
        var contacts = grains.Contacts(callerId);
        var (hidden, connected) = (contacts.HiddenAmongAsync(authors), contacts.ConnectedAmongAsync(authors));
        await Task.WhenAll(hidden, connected);
        var seen = authors.Except(await hidden).ToList();
        var here = await Task.WhenAll(seen.Select(async id => await PublicProfiles.FindAsync(grains, id) is null ? null : await PublicProfiles.GetAsync(grains, id, (await connected).Contains(id))));
        var users = here.OfType<PublicUserJson>().ToDictionary(static user => user.Id, StringComparer.Ordinal);
        var shown = await Task.WhenAll(places.Where(p => users.ContainsKey(p.UserId)).Select(p => grains.Reflections(p.UserId).GetAsync(p.Id, publicOnly: true)));
        return [.. shown.Select(static r => r.Value).OfType<ReflectionView>().Select(view => ReflectionJson.Of(view, users[view.UserId]))];
    }
}
