using XelaConnect.Accounts;
using XelaConnect.Reflections;

namespace XelaConnect.Grains.Tests.Reflections;

/// <summary>What one user sees of the public reflections of others.</summary>
public sealed class VisibleReflectionsTests
{
    private readonly ReflectionsFixture fixture = new();

    [Fact]
    public void Public_list_hides_blocked_and_removed_authors()
    {
        foreach (var author in (string[])["user-ada", "user-bo", "user-eve"]) Publish(author);
        ShownAuthors().ShouldBe(["user-eve", "user-bo", "user-ada"]);
        fixture.Blocked.Add("user-eve");
        ShownAuthors().ShouldBe(["user-bo", "user-ada"]);
        fixture.Removed.Add("user-bo");
        ShownAuthors().ShouldBe(["user-ada"]);
    }

    [Fact]
    public void Signed_out_reader_sees_authors_who_exist()
    {
        foreach (var author in (string[])["user-ada", "user-bo", "user-eve"]) Publish(author);
        fixture.Blocked.Add("user-eve"); // by everybody who can block
        fixture.Removed.Add("user-bo");
        var page = fixture.Ask(() => fixture.Public().ReadAsync(null, 2)).Value!;
        page.Items.Select(r => (r.UserId, r.Content)).ShouldBe([("user-eve", "Words."), ("user-ada", "Words.")]);
        page.NextCursor.ShouldBeNull();
        fixture.Ask(() => fixture.Public().ReadAsync("never issued", 2)).Fault.ShouldBe(Page.BadCursor);
    }

    [Fact]
    public void Public_page_is_filled_up_after_hiding()
    {
        foreach (var author in (string[])["user-ada", "user-bo", "user-eve", "user-eve"]) Publish(author);
        fixture.Blocked.Add("user-eve");
        var page = fixture.Ask(() => fixture.Of("user-fay").ListPublicAsync(null, 1)).Value!;
        page.Items.ShouldHaveSingleItem().UserId.ShouldBe("user-bo");
        fixture.Ask(() => fixture.Of("user-fay").ListPublicAsync(page.NextCursor, 1)).Value!.Items.ShouldHaveSingleItem()
            .UserId.ShouldBe("user-ada");
        fixture.Ask(() => fixture.Of("user-fay").ListPublicAsync("never issued", 1)).Fault.ShouldBe(Page.BadCursor);
    }

    [Fact]
    public void Withdrawn_reflection_is_hidden_before_the_list_learns_it()
    {
        var published = Publish("user-ada");
        fixture.Ask(() => fixture.Of("user-ada").EditAsync(new("private", published.Id, IsPublic: false))).IsOk.ShouldBeTrue();
        ShownAuthors().ShouldBeEmpty();
        Find("user-fay", published.Id).Fault.ShouldBe(ReflectionFaults.Unknown);
    }

    [Fact]
    public void Reflection_of_another_is_found_only_if_visible()
    {
        var hidden = Write("user-ada", isPublic: false).Value!;
        Find("user-ada", hidden.Id).Value.ShouldBe(hidden);
        Find("user-fay", hidden.Id).Fault.ShouldBe(ReflectionFaults.Unknown);
        var published = Publish("user-ada");
        Find("user-fay", published.Id).Value.ShouldBe(published);
        fixture.Blocked.Add("user-ada");
        Find("user-fay", published.Id).Fault.ShouldBe(ReflectionFaults.Unknown);
        Find("user-ada", published.Id).Value.ShouldBe(published);
    }

    [Fact]
    public void Guest_writes_privately_only()
    {
        fixture.Guests.Add("user-gus");
        Write("user-gus", isPublic: true).Fault.ShouldBe(AccountFaults.MembersOnly);
        var written = Write("user-gus", isPublic: false).Value!;
        fixture.Ask(() => fixture.Of("user-gus").EditAsync(new("publish", written.Id, IsPublic: true)))
            .Fault.ShouldBe(AccountFaults.MembersOnly);
        fixture.Ask(() => fixture.Of("user-gus").EditAsync(new("edit", written.Id, Content: "Other words."))).IsOk.ShouldBeTrue();
        fixture.Sent.ShouldBeEmpty();
    }

    private ReflectionView Publish(string author)
    {
        var written = Write(author, isPublic: true).Value!;
        fixture.Ask(() => fixture.Public().PutAsync(fixture.Sent[^1])).IsOk.ShouldBeTrue();
        return written;
    }

    private Outcome<ReflectionView> Write(string author, bool isPublic)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        return fixture.Ask(() => fixture.Of(author).WriteAsync(new($"write{fixture.Store.Rows.Count}", null, "Words.", isPublic)));
    }

    private Outcome<ReflectionView> Find(string reader, string id) => fixture.Ask(() => fixture.Of(reader).FindAsync(id));

    private IEnumerable<string> ShownAuthors() =>
        fixture.Ask(() => fixture.Of("user-fay").ListPublicAsync(null, 10)).Value!.Items.Select(r => r.UserId);
}
