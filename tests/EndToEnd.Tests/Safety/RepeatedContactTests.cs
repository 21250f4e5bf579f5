using System.Net;

namespace XelaConnect.EndToEnd.Tests.Safety;

/// <summary>Repeated contact with a person who does not want it.</summary>
[Collection(SharedHost.Name)]
public sealed class RepeatedContactTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Block_and_unblock_keep_the_decline()
    {
        var (ada, ben) = await PeopleAsync();
        var id = (await ada.RequestConnectionAsync(ben)).Should(HttpStatusCode.Created).Json.GetProperty("connection").GetProperty("id")
            .GetString();
        (await ben.PostAsync($"/api/connections/{id}/decline")).Should(HttpStatusCode.OK);

        await ada.BlockAsync(ben);
        (await ada.PostAsync($"/api/safety/unblock/{ben.Id}")).Should(HttpStatusCode.OK);

        (await ada.RequestConnectionAsync(ben)).ShouldRefuse(HttpStatusCode.Conflict, "connection_exists");
        (await ben.RequestConnectionAsync(ada)).Should(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Withdrawn_and_repeated_request_notifies_once()
    {
        var (ada, ben) = await PeopleAsync();
        for (var i = 0; i < 4; i++)
        {
            var id = (await ada.RequestConnectionAsync(ben)).Should(HttpStatusCode.Created).Json.GetProperty("connection").GetProperty("id")
                .GetString();
            if (i < 3) (await ada.DeleteAsync($"/api/connections/{id}")).Should(HttpStatusCode.OK);
        }
        await Until.TrueAsync(async () => (await ben.ConnectionsAsync("pending")).Length == 1);
        (await ben.ActivitiesAsync()).Count(a => a.GetProperty("title").GetString() == "Ada would like to connect").ShouldBe(1);
    }

    [Fact]
    public async Task Excluded_member_rejoins_only_after_readmission()
    {
        var (ada, ben) = await PeopleAsync();
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        (await ada.DeleteAsync($"/api/circles/{circle}/members/{ben.Id}")).Should(HttpStatusCode.OK);

        for (var i = 0; i < 3; i++)
            (await ben.PostAsync($"/api/circles/{circle}/join")).ShouldRefuse(HttpStatusCode.Forbidden, "shown_out");
        (await ben.CirclesJoinedAsync()).ShouldBeEmpty();
        (await ben.PutAsync($"/api/circles/{circle}/members/{ben.Id}", [])).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await ada.PutAsync($"/api/circles/{circle}/members/{ben.Id}", [])).Should(HttpStatusCode.OK);
        await ben.JoinAsync(circle);
        (await ben.CirclesJoinedAsync()).ShouldBe([circle]);
    }

    private async Task<(Person Ada, Person Ben)> PeopleAsync() => (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
}
