using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Circles;

/// <summary>Circles of the house account: staff moderate them as a creator moderates a circle, and no others.</summary>
public sealed class HouseCirclesTests
{
    private const string Admin = "root@example.com";
    private const string Circle = "circle-01920000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Staff_moderate_circles_of_the_house_account_only()
    {
        await using var host = await HostProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Admin__Emails__0", Admin));
        var root = Person.Of(host, Admin, (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Admin, "Root")))
            .Should(HttpStatusCode.Created));
        var ben = await Person.SignUpAsync(host, "Ben");
        var change = new JsonObject { ["description"] = "Slow mornings, together." };
        await ben.JoinAsync(Circle);
        var post = await ben.PostToCircleAsync(Circle, "Buy my things");

        (await ben.PutAsync($"/api/circles/{Circle}", change)).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await root.PutAsync($"/api/circles/{Circle}", change)).Should(HttpStatusCode.OK).Json.GetProperty("circle")
            .GetProperty("description").GetString().ShouldBe("Slow mornings, together.");
        (await root.DeleteAsync($"/api/circles/{Circle}/activity/{post.Id}")).Should(HttpStatusCode.OK);
        (await ben.CirclePostsAsync(Circle)).ShouldHaveSingleItem().Message.ShouldBeEmpty();
        (await root.DeleteAsync($"/api/circles/{Circle}/members/{ben.Id}")).Should(HttpStatusCode.OK);
        (await ben.TryJoinAsync(Circle)).ShouldRefuse(HttpStatusCode.Forbidden, "shown_out");
        (await root.PutAsync($"/api/circles/{Circle}/members/{ben.Id}", new JsonObject())).Should(HttpStatusCode.OK);
        await ben.JoinAsync(Circle);

        var own = await ben.CreateCircleAsync();
        (await root.PutAsync($"/api/circles/{own}", change)).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await root.DeleteAsync($"/api/circles/{own}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await root.DeleteAsync($"/api/circles/{Circle}")).Should(HttpStatusCode.OK);
        (await ben.GetAsync($"/api/circles/{Circle}")).ShouldRefuse(HttpStatusCode.NotFound, "circle_not_found");
    }
}
